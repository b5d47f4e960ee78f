import GatehouseClient
import GatehouseJSON
import GatehouseProtocol
import Synchronization
import Testing

@testable import GatehouseApplication

@Suite("What a tool asks of whoever calls it", .sampleApplication)
struct ElicitationTests {
    /// A terminal whose lines a test has written beforehand.
    private final class Terminal: Sendable {
        private let lines: Mutex<[String]>
        private let shown = Mutex("")

        init(_ lines: [String]) { self.lines = Mutex(lines) }

        var text: String { shown.withLock { $0 } }

        var dialogue: TerminalDialogue {
            TerminalDialogue(
                write: { text in self.shown.withLock { $0 += text } },
                readLine: { self.lines.withLock { $0.isEmpty ? nil : $0.removeFirst() } })
        }
    }

    private static let form: JSONObject = [
        "message": "Which \u{1B}[31mtable?",
        "requestedSchema": [
            "type": "object",
            "properties": [
                "guests": ["type": "integer", "minimum": 1, "title": "How many"],
                "terrace": ["type": "boolean", "default": false],
                "day": ["type": "string", "enum": ["Monday", "Tuesday"]],
                "wishes": ["type": "array", "items": ["type": "string", "enum": ["quiet", "warm"]]],
                "name": ["type": "string"],
            ],
            "required": ["guests", "day"],
        ],
    ]

    private func fill(_ answers: [String], _ terminal: Terminal?) async throws -> ElicitResult {
        let elicitation = Elicitation(answers: try Answers(answers), terminal: terminal?.dialogue)
        return try await elicitation.form(try ElicitRequestFormParams(json: .object(Self.form)))
    }

    @Test("Answers of the command line are enough where they have all that is required")
    func answers() async throws {
        let result = try await fill(["guests=4", "day=Monday", "wishes=quiet, warm", "other=1"], nil)
        #expect(result.action == .accept)
        #expect(result.content == ["guests": 4, "day": "Monday", "wishes": ["quiet", "warm"]])
    }

    @Test("Without a terminal, and without what is required, it is declined", arguments: [[], ["guests=4"]])
    func declined(answers: [String]) async throws {
        #expect(try await fill(answers, nil) == ElicitResult(action: .decline))
    }

    @Test(
        "An answer of the command line that does not fit is refused",
        arguments: [
            ("guests=many", "guests: must be an integer, was a string"),
            ("guests=0", "guests: must be at least 1, was 0"),
            ("day=Sunday", "day: must be one of \"Monday\", \"Tuesday\"; did you mean \"Monday\"?"),
        ])
    func misfit(answer: String, message: String) async throws {
        let others = ["guests=4", "day=Monday"].filter {
            $0.split(separator: "=")[0] != answer.split(separator: "=")[0]
        }
        let failure = await #expect(throws: CommandFailure.self) { try await fill(others + [answer], nil) }
        #expect(failure?.status == .usage)
        #expect(failure?.message == message)
    }

    @Test("On a terminal each field is asked for until the answer fits")
    func dialogue() async throws {
        let terminal = Terminal(["", "many", " 4 ", "yes", "Monday", "", "Ada Lovelace"])
        let result = try await fill([], terminal)
        #expect(
            result.content
                == ["guests": 4, "terrace": true, "day": "Monday", "name": "Ada Lovelace"])
        #expect(terminal.text.hasPrefix("The server asks: Which \u{FFFD}[31mtable?\n"))
        #expect(terminal.text.contains("  guests (How many) [integer]: "))
        #expect(terminal.text.contains("  terrace [true or false, false if empty]: "))
        #expect(terminal.text.contains("  day [Monday | Tuesday]: "))
        #expect(terminal.text.contains("  wishes [quiet | warm, optional]: "))
        #expect(terminal.text.contains("  guests: must be an integer, was a string\n"))
    }

    @Test("Fields that the command line answers are not asked for, and defaults count")
    func mixed() async throws {
        let terminal = Terminal(["", "Tuesday", "", ""])
        let result = try await fill(["guests=2"], terminal)
        #expect(result.content == ["guests": 2, "terrace": false, "day": "Tuesday"])
        #expect(!terminal.text.contains("guests ("))
    }

    @Test("The end of the input declines")
    func endOfInput() async throws {
        #expect(try await fill([], Terminal(["4"])) == ElicitResult(action: .decline))
    }

    @Test(
        "A URL is visited after consent alone",
        arguments: [
            (["y"], ElicitAction.accept), (["YES"], .accept), (["n"], .decline), ([""], .decline), ([], .decline),
        ])
    func url(lines: [String], action: ElicitAction) async throws {
        let terminal = Terminal(lines)
        let elicitation = Elicitation(answers: try Answers([]), terminal: terminal.dialogue)
        let params = ElicitRequestURLParams(message: "Sign in", url: "https://example.com/\u{202E}login")
        #expect(await elicitation.url(params) == ElicitResult(action: action))
        #expect(terminal.text.contains("It wants you to visit https://example.com/\u{FFFD}login\n"))
    }

    @Test("Without a terminal no URL is visited")
    func urlWithoutTerminal() async throws {
        let elicitation = Elicitation(answers: try Answers(["y=y"]), terminal: nil)
        let result = await elicitation.url(ElicitRequestURLParams(message: "Sign in", url: "https://example.com"))
        #expect(result.action == .decline)
    }

    @Test(
        "What is no answer is refused",
        arguments: [
            (["a"], "--answer: expected name=value, found \"a\""),
            (["=a"], "--answer: expected name=value, found \"=a\""),
            (["a=1", "a=2"], "--answer: \"a\" is answered twice"),
        ])
    func malformed(texts: [String], message: String) {
        #expect(throws: CommandFailure(.usage, message)) { try Answers(texts) }
    }

    @Test("The refusal of a misspelt tool names the one that was meant")
    func misspeltTool() {
        let tools: [JSONObject] = [["name": "create_note"], ["name": "delete_note"]]
        let refused = CommandFailure(.refused, "no such tool")
        #expect(
            CallCommand.explained(refused, tool: "creat_note", tools: tools).message
                == "no such tool\nDid you mean create_note?"
        )
        #expect(CallCommand.explained(refused, tool: "create_note", tools: tools) == refused)
        let unreachable = CommandFailure(.unreachable, "gone")
        #expect(CallCommand.explained(unreachable, tool: "creat_note", tools: tools) == unreachable)
    }
}
