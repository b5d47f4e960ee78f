import GatehouseClient
import GatehouseJSON
import Testing

@testable import GatehouseApplication

@Suite("Output for people")
struct ConsoleTests {
    private static let plain = Palette(isTerminal: false, environment: [:])
    private static let coloured = Palette(isTerminal: true, environment: [:])

    @Test("There are colours on a terminal, unless the environment speaks against them")
    func colours() {
        #expect(Self.coloured.isColoured)
        #expect(!Self.plain.isColoured)
        #expect(!Palette(isTerminal: true, environment: ["NO_COLOR": "1"]).isColoured)
        #expect(Palette(isTerminal: true, environment: ["NO_COLOR": ""]).isColoured)
        #expect(!Palette(isTerminal: true, environment: ["TERM": "dumb"]).isColoured)
        #expect(Self.coloured.string("a") == "\u{1B}[32ma\u{1B}[0m")
        #expect(Self.plain.string("a") == "a")
        #expect(Self.coloured.string("") == "")
    }

    @Test("The format follows the stream unless it is said")
    func formats() {
        #expect(OutputFormat.auto.resolved(isTerminal: true) == .text)
        #expect(OutputFormat.auto.resolved(isTerminal: false) == .json)
        #expect(OutputFormat.text.resolved(isTerminal: false) == .text)
        #expect(OutputFormat.json.resolved(isTerminal: true) == .json)
    }

    @Test(
        "Text from elsewhere cannot steer the terminal",
        arguments: [
            ("a\u{1B}[2Jb", "a\u{FFFD}[2Jb"), ("a\rb", "a\u{FFFD}b"), ("a\u{9B}b", "a\u{FFFD}b"),
            ("a\u{202E}b", "a\u{FFFD}b"),
            ("a\u{2066}b", "a\u{FFFD}b"), ("a\n\tb", "a\n\tb"), ("👩‍👩‍👧 é", "👩‍👩‍👧 é"), ("a\r\nb", "a\u{FFFD}\nb"),
        ]
    )
    func safeText(text: String, expected: String) {
        #expect(TerminalText.safe(text) == expected)
    }

    @Test("A text becomes one line of at most a width")
    func line() {
        #expect(TerminalText.line("abc\ndef", width: 10) == "abc")
        #expect(TerminalText.line("abcdef", width: 4) == "abc…")
        #expect(TerminalText.line("", width: 4) == "")
    }

    @Test("JSON is indented by two spaces")
    func indentedJSON() {
        let value: JSONValue = ["a": [1, "x", [:], []], "b": ["c": .null]]
        #expect(
            IndentedJSON(palette: Self.plain).text(value) == """
                {
                  "a": [
                    1,
                    "x",
                    {},
                    []
                  ],
                  "b": {
                    "c": null
                  }
                }
                """
        )
        #expect(
            IndentedJSON(palette: Self.coloured).text(["a": 1])
                == "{\n  \u{1B}[34m\"a\"\u{1B}[0m: \u{1B}[33m1\u{1B}[0m\n}"
        )
    }

    @Test("A result shows its texts, and its structured content once")
    func result() {
        let text = CallResultText(palette: Self.plain)
        #expect(text.text(["content": [["type": "text", "text": "Hello"]]]) == "Hello\n")
        #expect(text.text(["content": []]) == "")
        let structured: JSONObject = [
            "content": [["type": "text", "text": "{\"a\": 1}"]], "structuredContent": ["a": 1],
        ]
        #expect(text.text(structured) == "{\n  \"a\": 1\n}\n")
        let both: JSONObject = ["content": [["type": "text", "text": "one\n"]], "structuredContent": ["a": 1]]
        #expect(text.text(both) == "one\n{\n  \"a\": 1\n}\n")
    }

    @Test("Content that is no text is named")
    func otherContent() {
        let content: JSONValue = [
            ["type": "image", "mimeType": "image/png", "data": "AAAA"],
            ["type": "resource_link", "uri": "note:1"],
            ["type": "resource", "resource": ["uri": "note:2", "text": "Hi\u{1B}"]],
            ["type": "hologram"],
        ]
        #expect(
            CallResultText(palette: Self.plain).text(["content": content]) == """
                [image image/png, about 3 bytes]
                [resource note:1]
                [resource note:2]
                Hi\u{FFFD}
                [hologram]

                """
        )
    }

    @Test("Tools are listed with their arguments")
    func tools() {
        let tool: JSONObject = [
            "name": "create_note", "description": "Creates a note.\nAnd more.",
            "inputSchema": [
                "properties": [
                    "title": ["type": "string", "description": "The title"], "tags": ["type": ["array", "null"]],
                ],
                "required": ["title"],
            ],
        ]
        #expect(
            ToolListText(palette: Self.plain).text([tool, ["name": "ping"]])
                == "create_note  Creates a note.\n"
                + "  title            string     The title\n"
                + "  tags             array|null?\n"
                + "\nping\n"
        )
        #expect(
            ToolListText(palette: Self.plain).text([])
                == "no tools: the server has none, or the caller may use none of them\n"
        )
    }

    @Test(
        "Notifications become lines",
        arguments: [
            (#"{"method":"notifications/progress","params":{"progress":1}}"#, "1"),
            (
                #"{"method":"notifications/progress","params":{"progress":1.5,"total":3,"message":"half"}}"#,
                "1.5/3 half"
            ),
            (#"{"method":"notifications/progress","params":{"progress":"x"}}"#, nil),
            (#"{"method":"notifications/progress"}"#, nil),
            (#"{"method":"notifications/message","params":{"level":"info","data":"hello"}}"#, "info: hello"),
            (#"{"method":"notifications/message","params":{"level":"info","data":{"a":1}}}"#, #"info: {"a":1}"#),
            (#"{"method":"notifications/tools/list_changed"}"#, nil),
        ] as [(String, String?)]
    )
    func progress(json: String, expected: String?) throws {
        let message = try JSONValue(parsing: json)
        let notification = ServerNotification(
            method: try #require(message["method"]?.stringValue), params: message["params"]?.objectValue ?? [:])
        #expect(ProgressLine.text(of: notification) == expected)
    }

    @Test("Quoted text is on one line and not too long")
    func quotedText() {
        #expect(quoted("a\"b\nc\t\u{7}") == #""a\"b\nc\t\u{7}""#)
        #expect(quoted(String(repeating: "a", count: 61)) == "\"" + String(repeating: "a", count: 61) + "\"")
        #expect(quoted(String(repeating: "a", count: 62)) == "\"" + String(repeating: "a", count: 61) + "…\"")
    }
}
