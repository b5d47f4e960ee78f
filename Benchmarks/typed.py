#!/usr/bin/env python3
"""Compares reading and validating one input with pydantic 2 and jsonschema.

Needs both packages, and the release build of ReaderBench as its only argument. Both sides are measured in turns, and the
fastest round of each counts, so that other work on the machine disturbs them alike.
"""

import json
import subprocess
import sys
import time
from typing import Annotated, Optional

import jsonschema
from pydantic import BaseModel, ConfigDict, Field

TEXT = (
    b'{"id":"ord-2026-000017","customer":"Ada Lovelace","email":"ada@example.org","quantity":42,"price":1999.95,'
    b'"isGift":false,"note":"Leave it at the gate.","priority":5,"tags":["books","rare","2026"],"lines":['
    b'{"sku":"BK-0001","count":1,"price":19.99},{"sku":"BK-0002","count":3,"price":7.5},'
    b'{"sku":"BK-0003","count":38,"price":51.25}]}'
)


class Line(BaseModel):
    model_config = ConfigDict(extra="forbid")
    sku: Annotated[str, Field(min_length=1, max_length=40)]
    count: Annotated[int, Field(ge=1, le=1000)]
    price: Annotated[float, Field(ge=0)]


class Order(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: Annotated[str, Field(min_length=1, max_length=40)]
    customer: Annotated[str, Field(min_length=1, max_length=200)]
    email: str
    quantity: Annotated[int, Field(ge=1, le=1000)]
    price: Annotated[float, Field(ge=0)]
    isGift: bool
    note: Optional[str] = None
    priority: Annotated[int, Field(ge=0, le=9)] = 3
    tags: Annotated[list[str], Field(max_length=20)]
    lines: Annotated[list[Line], Field(min_length=1, max_length=100)]


def nanoseconds(work, iterations):
    start = time.perf_counter()
    for _ in range(iterations):
        work()
    return (time.perf_counter() - start) / iterations * 1e9


def ours(binary, part):
    return float(subprocess.run([binary, part], capture_output=True, text=True, check=True).stdout.split()[-2])


def main():
    binary = sys.argv[1]
    value = json.loads(TEXT)
    validator = jsonschema.Draft202012Validator(Order.model_json_schema())
    pairs = {
        "scan+decode": (lambda: Order.model_validate_json(TEXT), 200, "pydantic model_validate_json"),
        "validate": (lambda: validator.is_valid(value), 5, "jsonschema is_valid"),
    }
    for part, (work, iterations, name) in pairs.items():
        mine, theirs = [], []
        for _ in range(30):
            mine.append(ours(binary, part))
            theirs.extend(nanoseconds(work, iterations) for _ in range(40))
        print(f"{part}: {min(mine):.0f} ns; {name}: {min(theirs):.0f} ns; ratio {min(mine) / min(theirs):.3f}")


if __name__ == "__main__":
    main()
