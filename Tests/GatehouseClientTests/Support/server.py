"""A small MCP server over standard streams, which behaves as its first argument says."""

import json
import os
import signal
import sys
import time

mode = sys.argv[1]
if mode == "stubborn":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("starting", mode, file=sys.stderr, flush=True)


def send(message):
    sys.stdout.write(json.dumps(message, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def result(message, value):
    send({"jsonrpc": "2.0", "id": message["id"], "result": value})


def text(value):
    return {"resultType": "complete", "content": [{"type": "text", "text": value}]}


def fail(message, code, reason):
    send({"jsonrpc": "2.0", "id": message["id"], "error": {"code": code, "message": reason}})


cancelled = []
waiting = None
for line in sys.stdin:
    message = json.loads(line)
    method = message.get("method")
    params = message.get("params", {})
    if method == "server/discover":
        if mode == "modern":
            result(message, {"resultType": "complete", "supportedVersions": ["2026-07-28"], "capabilities": {}})
        elif mode == "fragile":
            sys.exit(3)
        elif mode != "silent":
            fail(message, -32601, "unknown")
    elif method == "initialize":
        result(message, {
            "protocolVersion": "2025-11-25", "capabilities": {}, "serverInfo": {"name": mode, "version": "1"},
        })
    elif method == "notifications/cancelled":
        cancelled.append(params)
    elif method == "tools/call" and params["name"] == "ask":
        waiting = message
        send({"jsonrpc": "2.0", "id": "s", "method": "roots/list"})
    elif method is None:
        result(waiting, text(json.dumps(message["result"])))
    elif method == "tools/call" and params["name"] == "exit":
        os._exit(7)
    elif method == "tools/call" and params["name"] == "hang":
        pass
    elif method == "tools/call" and params["name"] == "cancelled":
        result(message, text(json.dumps(cancelled)))
    elif method == "tools/call" and params["name"] == "noise":
        sys.stdout.write("this is no message\n[]\n\n" + "x" * 5000 + "\n")
        send({"jsonrpc": "2.0", "id": 12345, "result": {}})
        token = params["_meta"].get("progressToken")
        send({"jsonrpc": "2.0", "method": "notifications/progress", "params": {"progressToken": token, "progress": 1}})
        result(message, text("after the noise"))
    elif method == "tools/call" and params["name"] == "pid":
        result(message, text(str(os.getpid())))
    elif method == "tools/call":
        result(message, text(os.environ.get("GREETING", "") + params["name"]))

if mode in ("stubborn", "lingering"):
    time.sleep(60)
