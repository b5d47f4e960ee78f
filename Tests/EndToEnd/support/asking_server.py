"""A server over standard streams whose one tool asks for something first, in the era that its argument names."""

import json
import sys

ERA = sys.argv[1]
FORM = {
    "mode": "form",
    "message": "For how many?",
    "requestedSchema": {
        "type": "object",
        "properties": {"guests": {"type": "integer", "minimum": 1}},
        "required": ["guests"],
    },
}
TOOL = {"name": "book", "description": "Books a table.", "inputSchema": {"type": "object", "properties": {"day": {"type": "string"}}}}


def send(message):
    print(json.dumps({"jsonrpc": "2.0", **message}), flush=True)


def said(answer):
    return {"resultType": "complete", "content": [{"type": "text", "text": json.dumps(answer)}]}


call = None
for line in sys.stdin:
    message = json.loads(line)
    method, params = message.get("method"), message.get("params", {})
    if ERA == "legacy" and method == "server/discover":
        send({"id": message["id"], "error": {"code": -32601, "message": "unknown"}})
    elif method == "server/discover":
        send({"id": message["id"], "result": {"resultType": "complete", "supportedVersions": ["2026-07-28"], "capabilities": {"tools": {}}}})
    elif method == "initialize":
        result = {"protocolVersion": "2025-11-25", "capabilities": {"tools": {}}, "serverInfo": {"name": "asking", "version": "1"}}
        send({"id": message["id"], "result": result})
    elif method == "tools/list":
        send({"id": message["id"], "result": {"resultType": "complete", "tools": [TOOL]}})
    elif method == "tools/call" and "inputResponses" in params:
        send({"id": message["id"], "result": said(params["inputResponses"]["form"])})
    elif method == "tools/call" and ERA == "modern":
        requests = {"form": {"method": "elicitation/create", "params": FORM}}
        send({"id": message["id"], "result": {"resultType": "input_required", "inputRequests": requests}})
    elif method == "tools/call":
        call = message
        send({"id": "form", "method": "elicitation/create", "params": FORM})
    elif method is None:
        send({"id": call["id"], "result": said(message["result"])})
