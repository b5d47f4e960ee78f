import GatehouseJSON
import Testing

@testable import GatehouseApplication

@Suite("Arguments on the command line")
struct ToolArgumentsTests {
    private static let schema: JSONObject = [
        "type": "object",
        "properties": [
            "title": ["type": "string"],
            "limit": ["type": "integer"],
            "ratio": ["type": "number"],
            "draft": ["type": "boolean"],
            "tags": ["type": "array"],
            "options": ["type": "object"],
            "parent": ["type": ["string", "null"]],
            "either": ["type": ["integer", "string"]],
            "colour": ["enum": ["red", "1"]],
            "anything": [:],
        ],
        "additionalProperties": false,
    ]

    private func parse(_ texts: [String], schema: JSONObject? = ToolArgumentsTests.schema) throws -> String {
        let arguments = ToolArguments(schema: schema) { path throws(CommandFailure) in
            guard path == "note.md" else { throw CommandFailure(.usage, "cannot read the file \(quoted(path))") }
            return "3"
        }
        return JSONValue.object(try arguments.parse(texts)).description
    }

    @Test(
        "A value is what the tool's schema wants",
        arguments: [
            ("title=Hello", #"{"title":"Hello"}"#), ("title=5", #"{"title":"5"}"#),
            ("title=true", #"{"title":"true"}"#),
            ("title=", #"{"title":""}"#), ("title=a=b", #"{"title":"a=b"}"#), (#"title="a""#, #"{"title":"\"a\""}"#),
            ("limit=5", #"{"limit":5}"#), ("limit=-5", #"{"limit":-5}"#), ("limit=5.0", #"{"limit":5.0}"#),
            ("ratio=5", #"{"ratio":5}"#), ("ratio=0.5", #"{"ratio":0.5}"#),
            ("draft=true", #"{"draft":true}"#),
            (#"tags=["a","b"]"#, #"{"tags":["a","b"]}"#), (#"options={"a":1}"#, #"{"options":{"a":1}}"#),
            ("parent=null", #"{"parent":null}"#), ("parent=nul", #"{"parent":"nul"}"#),
            ("parent=5", #"{"parent":"5"}"#),
            ("either=5", #"{"either":5}"#), ("either=five", #"{"either":"five"}"#),
            ("colour=1", #"{"colour":"1"}"#),
            ("anything=5", #"{"anything":5}"#), ("anything=five", #"{"anything":"five"}"#),
            ("title=@note.md", #"{"title":"3"}"#), ("limit=@note.md", #"{"limit":3}"#),
            ("title=@@note.md", #"{"title":"@note.md"}"#), ("title=@@@x", #"{"title":"@@x"}"#),
        ]
    )
    func values(text: String, expected: String) throws {
        #expect(try parse([text]) == expected)
    }

    @Test(
        "Without a schema a value is JSON where it is valid JSON",
        arguments: [
            ("a=5", #"{"a":5}"#), ("a=five", #"{"a":"five"}"#), ("a=[1,]", #"{"a":"[1,]"}"#),
            (#"a="5""#, #"{"a":"5"}"#),
        ]
    )
    func withoutSchema(text: String, expected: String) throws {
        #expect(try parse([text], schema: nil) == expected)
    }

    @Test("Several arguments stand in their order")
    func several() throws {
        #expect(try parse(["limit=1", "title=a"]) == #"{"limit":1,"title":"a"}"#)
        #expect(try parse([]) == "{}")
    }

    @Test(
        "What the tool cannot take is a wrong command line",
        arguments: [
            (["title"], #"expected key=value, found "title""#),
            (["=a"], #"expected key=value, found "=a""#),
            (["title=a", "title=b"], "title is given twice"),
            (["limit=five"], #"limit: the tool wants an integer, found "five""#),
            (["limit=5.5"], #"limit: the tool wants an integer, found "5.5""#),
            (["limit="], #"limit: the tool wants an integer, found """#),
            (["draft=yes"], #"draft: the tool wants true or false, found "yes""#),
            (["tags=a"], #"tags: the tool wants a JSON array such as ["a","b"], found "a""#),
            (["options=[]"], #"options: the tool wants a JSON object such as {"a":1}, found "[]""#),
            (["titel=a"], #"the tool has no argument "titel"; did you mean title?"#),
            (
                ["zzz=a"],
                """
                the tool has no argument "zzz"; its arguments are title, limit, ratio, draft, tags, options, parent, \
                either, colour, anything
                """
            ),
            (["title=@none"], #"cannot read the file "none""#),
        ]
    )
    func refused(texts: [String], expected: String) {
        #expect(throws: CommandFailure(.usage, expected)) { try parse(texts) }
    }

    @Test("A tool without arguments says so")
    func takesNone() {
        let schema: JSONObject = ["properties": [:], "additionalProperties": false]
        #expect(throws: CommandFailure(.usage, #"the tool has no argument "a"; it takes none"#)) {
            try parse(["a=1"], schema: schema)
        }
    }

    @Test("--json is one object")
    func json() throws {
        #expect(try ToolArguments.parse(json: #"{"a":[1]}"#) == ["a": [1]])
        #expect(throws: CommandFailure(.usage, "--json: expected an object, found an array")) {
            try ToolArguments.parse(json: "[1]")
        }
        let failure = #expect(throws: CommandFailure.self) { try ToolArguments.parse(json: "{") }
        #expect(failure?.status == .usage)
        #expect(failure?.message.hasPrefix("--json: this is not JSON: ") == true)
    }
}
