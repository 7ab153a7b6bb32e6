"""Every documented feature of every customer, by pandas alone: reads an event file, writes CSV. Shares no code with Penderie."""
import sys

import numpy as np
import pandas as pd

log_path, out_path, as_of, cart_rate, conversion = sys.argv[1:]
cart_rate, conversion = float(cart_rate), float(conversion)
log = pd.read_csv(log_path, dtype=str, keep_default_na=False).drop_duplicates()
log["time"] = pd.to_datetime(log["event_time"].str.replace(" UTC", ""), format="%Y-%m-%d %H:%M:%S")
log["day"] = log["time"].dt.floor("D")
log["price"] = log["price"].astype(float)
log["category"] = log["category_code"].where(log["category_code"] != "", log["category_id"])
for kind in ("view", "cart", "remove_from_cart", "purchase"):
    log[kind] = (log["event_type"] == kind).astype(int)
as_of = pd.Timestamp(as_of)


def favourite(events, column):
    counts = events.loc[events[column] != "", column].value_counts()
    return counts.max() / counts.sum() if len(counts) else 0.0


def is_program(events):
    views = events[events["view"] == 1]
    if len(views) and views.groupby("day").size().max() > 1000:
        return True
    for _, visit in events.groupby("user_session"):
        seconds = (visit["time"].max() - visit["time"].min()).total_seconds()
        if visit["view"].sum() > 60 and visit["view"].sum() > seconds:
            return True
    return False


rows = []
for user, events in log.groupby("user_id"):
    if is_program(events):
        continue
    by_visit = events.groupby("user_session")
    sessions = by_visit.ngroups
    orders = int((by_visit["purchase"].sum() > 0).sum())
    with_cart = int((by_visit["cart"].sum() > 0).sum())
    views, carts, removals = events["view"].sum(), events["cart"].sum(), events["remove_from_cart"].sum()
    amount = (events["price"] * events["purchase"]).sum()
    day = 86400.0
    rows.append(
        {
            "user_id": user,
            "events": len(events),
            "recency_days": (as_of - events["time"].max()).total_seconds() / day,
            "orders": orders,
            "amount": amount,
            "sessions": sessions,
            "views_per_session": views / sessions,
            "cart_rate": (with_cart + 5 * cart_rate) / (sessions + 5),
            "conversion": (orders + 5 * conversion) / (sessions + 5),
            "viewed_price": (events["price"] * events["view"]).sum() / views if views else 0.0,
            "order_amount": amount / orders if orders else 0.0,
            "active_days": events["day"].nunique(),
            "tenure_days": (as_of - events["time"].min()).total_seconds() / day,
            "removal_rate": removals / (carts + removals) if carts + removals else 0.0,
            "weekend_share": np.mean(events["time"].dt.day_of_week >= 5),
            "evening_share": np.mean(events["time"].dt.hour >= 18),
            "brand_loyalty": favourite(events, "brand"),
            "category_focus": favourite(events, "category"),
        }
    )
pd.DataFrame(rows).to_csv(out_path, index=False)
