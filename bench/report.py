"""The results as a table for people and as JSON for programs."""

import json
import os
import platform
import subprocess
from datetime import date

import rows

NORMAL, SHIPPED, YARDSTICK = "Hearth, normal", "Hearth, as shipped", "yardstick"


def machine():
    with open("/proc/cpuinfo") as file:
        models = [line.partition(":")[2].strip() for line in file if line.startswith("model name")]
    wrk = subprocess.run(["wrk", "-v"], capture_output=True, text=True).stdout.split()
    return {"date": date.today().isoformat(), "cpu": models[0] if models else platform.machine(),
            "cores": os.cpu_count(), "kernel": platform.release(), "wrk": wrk[1] if len(wrk) > 1 else "?",
            "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)}


def number(value):
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def cell(row, measured):
    if measured is None:
        return ""
    text = number(row.value(measured))
    if "spread" not in measured:
        return text
    low, high = row.spread(measured)
    return f"{text} ({number(low)} to {number(high)})"


def ratio(row, results):
    """How many times better Hearth is than the yardstick, at the same durability."""
    if NORMAL not in results or YARDSTICK not in results:
        return ""
    ours, theirs = row.value(results[NORMAL]), row.value(results[YARDSTICK])
    return f"{ours / theirs if row.at_least else theirs / ours:.1f} ×"


def verdict(row, results):
    """As shipped is what counts; where only the other durability meets the target, that is said."""
    if row.met(row.value(results[SHIPPED])):
        return "met"
    return "met at normal only" if NORMAL in results and row.met(row.value(results[NORMAL])) else "missed"


def table(results):
    lines = ["| what | target | Hearth, normal | Hearth, as shipped | yardstick | ratio | |", "|---|---|---|---|---|---|---|"]
    for row in rows.ALL:
        of = results[row.key]
        target = f"{'≥' if row.at_least else '≤'} {number(row.target)} {row.unit}"
        lines.append(f"| {row.title} | {target} | {cell(row, of.get(NORMAL))} | {cell(row, of[SHIPPED])} | "
                     f"{cell(row, of.get(YARDSTICK))} | {ratio(row, of)} | {verdict(row, of)} |")
    return lines


def cost_table(results):
    lines = ["| under load | server | p50 µs | p99 µs | CPU µs a request | bytes | requests | failed | other work |",
             "|---|---|---|---|---|---|---|---|---|"]
    for row in rows.LOADED:
        for name, of in results[row.key].items():
            lines.append(f"| {row.title} | {name} | {number(of['p50_us'])} | {number(of['p99_us'])} | "
                         f"{number(of['cpu_us'])} | {of['bytes']:.0f} | {of['requests']:,} | {of['failed']} | "
                         f"{of['other'] * 100:.0f} % |")
    return lines


def memory_table(results):
    lines = ["| memory, MiB | server | PSS | RSS | anonymous | file-backed |", "|---|---|---|---|---|---|"]
    for row in (rows.MEMORY_IDLE, rows.MEMORY_LOADED):
        for name, of in results[row.key].items():
            pss = number(of["pss"]) if "pss" in of else "not root"
            lines.append(f"| {row.title} | {name} | {pss} | {number(of['rss'])} | {number(of['anonymous'])} | "
                         f"{number(of['file'])} |")
    return lines


def failures(results):
    return sum(of["failed"] for row in rows.LOADED for of in results[row.key].values())


def write(results, plan, folder):
    about = {**machine(), **plan}
    heading = (f"{about['date']}: {about['cores']} cores ({about['cpu']}), {about['memory_gib']} GiB, kernel "
               f"{about['kernel']}, wrk {about['wrk']}; {about['messages']:,} messages; medians of {about['repeats']} runs of "
               f"{about['seconds']} s, lowest and highest in brackets; load from the same machine")
    text = "\n".join([heading, "", *table(results), "", *cost_table(results), "", *memory_table(results)]) + "\n"
    (folder / "results.md").write_text(text)
    (folder / "results.json").write_text(json.dumps({"about": about, "failed": failures(results), "results": results},
                                                    indent=1) + "\n")
    return text
