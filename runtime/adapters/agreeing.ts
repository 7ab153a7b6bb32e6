/**
 * Those of a relation of subjects, called `asked`, who agree to personalisation: the newest answer says yes, and nothing is restricted,
 * objected to or said by a child. The offset keeps the planner from moving any of this behind what is joined: nothing is read of those of
 * whom it does not hold.
 */
export const agreeing = (asked: string): string => `(
  select subject from ${asked}
  where (
    select granted from consents where consents.subject = asked.subject and purpose = 'personalisation'
    order by recorded_at desc, arrival desc limit 1
  )
  and not exists (select from restrictions where restrictions.subject = asked.subject)
  and not exists (select from minors where minors.subject = asked.subject)
  and not exists (select from objections where objections.subject = asked.subject and purpose = 'personalisation')
  offset 0
)`;
