/** In the place of Azure's function: on a plain server a principal is a role that may log in. */
export const principals = `create or replace function pgaadauth_create_principal(name text, is_admin boolean, is_mfa boolean)
  returns text language plpgsql as $$ begin execute format('create role %I login', name); return name; end $$`;
