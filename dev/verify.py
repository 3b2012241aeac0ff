"""A second verifier, written apart from the first, with nothing but Python's own library.

Reads the lines of `npm run -s ledger -- export --case NO` on standard input and prints one line of JSON:
{"whole": true} or {"whole": false, "seq": ..., "field": ...}. Exit code 0 whole, 1 tampered, 3 unreadable input.
It shares no code with the service. Without the ledger's key it does not see a record made by a stranger as a whole.
"""

import hashlib
import json
import sys

PREFIX = b"zf-ledger/v1\n"
ZERO = {"sha256": "0" * 64, "sm3": "0" * 64}
REQUEST_KINDS = {"claimed", "reassigned", "handedOver", "urged", "remarked", "corrected"}


def hashes(text):
    data = PREFIX + text.encode("utf-8")
    return {name: hashlib.new(name, data).hexdigest() for name in ("sha256", "sm3")}


def utf16(text):
    return text.encode("utf-16-be", "surrogatepass")


def canonical(value):
    """RFC 8785 for strings, safe integers, booleans, null, arrays and objects."""
    if isinstance(value, dict):
        items = sorted(value.items(), key=lambda item: utf16(item[0]))
        return "{" + ",".join(canonical(k) + ":" + canonical(v) for k, v in items) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(v) for v in value) + "]"
    if isinstance(value, float):
        raise ValueError("float")
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def idem_of(record):
    if record["kind"] in REQUEST_KINDS:
        return "%s:%s:%s" % (record["procedure"], record["kind"], record.get("requestId", record["step"]))
    return "%s:%s" % (record["procedure"], record["step"])


def difference(found, expected, path=""):
    if not (isinstance(found, dict) and isinstance(expected, dict)):
        if isinstance(found, list) and isinstance(expected, list):
            found, expected = dict(enumerate(found)), dict(enumerate(expected))
        else:
            same = type(found) is type(expected) and found == expected
            return None if same else path
    for key in list(expected) + [key for key in found if key not in expected]:
        if key not in found or key not in expected:
            return ("%s.%s" % (path, key)).lstrip(".")
        inner = difference(found[key], expected[key], ("%s.%s" % (path, key)).lstrip("."))
        if inner is not None:
            return inner
    return None


def read(header):
    text = header.get("bytes")
    try:
        record = json.loads(text)
        if record["v"] != 1 or canonical(record) != text:
            return None
        return record
    except (TypeError, ValueError, KeyError, AttributeError):
        return None


def bad_body(body):
    if not isinstance(body.get("bytes"), str):
        return "bytes"
    found = hashes(body["bytes"])
    if body.get("_id") != found["sha256"]:
        return "bytes"
    try:
        contents = json.loads(body["bytes"])
    except ValueError:
        return "bytes"
    expected = {
        "_id": found["sha256"],
        "sm3": found["sm3"],
        "chainId": body.get("chainId"),
        "salt": contents.get("salt"),
        "bytes": body["bytes"],
    }
    return difference(body, expected)


def verify(headers, bodies, known):
    by_hash = {str(body.get("_id")): body for body in bodies}
    seq, prev, recorded, idems = 0, ZERO, 0, set()
    for header in sorted(headers, key=lambda h: h["seq"] if isinstance(h.get("seq"), (int, float)) else 2**53):
        expected = seq + 1
        record = read(header)
        if record is None:
            return expected, "bytes"
        own = hashes(header["bytes"])
        columns = dict(record, _id="%s#%d" % (record["chainId"], record["seq"]))
        columns.update(facts=canonical(record["facts"]), hash=own, bytes=header["bytes"])
        field = difference(header, columns)
        if field is not None and not (field == "seq" and record["seq"] != expected):
            return record["seq"], field
        if record["seq"] != expected or header["seq"] != expected:
            return expected, "seq"
        for name in ("sha256", "sm3"):
            if record["prev"][name] != prev[name]:
                return expected, "prev." + name
        if record["recordedAt"] < recorded:
            return expected, "recordedAt"
        if record["idem"] != idem_of(record) or record["idem"] in idems:
            return expected, "idem"
        body = by_hash.get(record["body"]["sha256"])
        if body is None:
            return expected, "body"
        field = bad_body(body)
        if field is not None:
            return expected, "body." + field
        if body["sm3"] != record["body"]["sm3"]:
            return expected, "body.sm3"
        if body["chainId"] != record["chainId"]:
            return expected, "body.chainId"
        if json.loads(body["bytes"]).get("requestId") != record.get("requestId"):
            return expected, "body.requestId"
        seq, prev, recorded = expected, own, record["recordedAt"]
        idems.add(record["idem"])
    if any(newest > seq for newest in known):
        return seq + 1, "seq"
    for body in bodies:
        field = bad_body(body)
        if field is not None:
            return seq, "body %s %s" % (body.get("_id"), field)
    return None


def main():
    headers, bodies, known = [], [], []
    try:
        for line in sys.stdin:
            entry = json.loads(line)
            if "header" in entry:
                headers.append(entry["header"])
            elif "body" in entry:
                bodies.append(entry["body"])
            else:
                known.extend(entry["known"])
    except (ValueError, KeyError, TypeError):
        print(json.dumps({"error": "not an export"}))
        return 3
    problem = verify(headers, bodies, known)
    if problem is None:
        print(json.dumps({"whole": True}))
        return 0
    print(json.dumps({"whole": False, "seq": problem[0], "field": problem[1]}))
    return 1


if __name__ == "__main__":
    sys.exit(main())
