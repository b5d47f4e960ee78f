import Foundation
import GatehouseJSON
import Logging
import Synchronization
import Testing

@testable import GatehouseApplication

@Suite("The log")
struct ConsoleLogHandlerTests {
    private final class Lines: Sendable {
        let lines = Mutex<[String]>([])
    }

    private func logger(_ format: LogFormat, level: Logger.Level = .info) -> (Logger, Lines) {
        let lines = Lines()
        let handler = ConsoleLogHandler(
            label: "gatehouse", threshold: LogThreshold(level), format: format,
            now: { Date(timeIntervalSince1970: 1_785_000_000.25) }
        ) { line in
            lines.lines.withLock { $0.append(line) }
        }
        return (Logger(label: "gatehouse") { _ in handler }, lines)
    }

    private func written(_ lines: Lines) -> [String] { lines.lines.withLock { $0 } }

    @Test("A line of JSON has the time, the level, the logger, the message and the fields in order")
    func json() {
        let (logger, lines) = logger(.json)
        logger.info("server started", metadata: ["port": "8080", "host": "127.0.0.1"])
        #expect(
            written(lines) == [
                #"{"time":"2026-07-25T17:20:00.250Z","level":"info","logger":"gatehouse","message":"server started","#
                    + #""host":"127.0.0.1","port":"8080"}"# + "\n"
            ]
        )
    }

    @Test("A field cannot take the place of the line's own members")
    func forgedField() {
        let (logger, lines) = logger(.json)
        logger.info("m", metadata: ["level": "forged"])
        #expect(written(lines).first?.contains("forged") == false)
    }

    @Test("A line of text is for people")
    func text() {
        let (logger, lines) = logger(.text)
        logger.warning("limit reached", metadata: ["caller": "alice b", "tool": "search"])
        #expect(written(lines) == ["17:20:00.250Z warning  limit reached caller=\"alice b\" tool=search\n"])
    }

    @Test("Nothing that is logged begins a line of its own or steers the terminal")
    func injection() {
        let (logger, lines) = logger(.text)
        logger.info("a\r\nb\nc", metadata: ["x": "1\n2\u{1B}[2J"])
        #expect(written(lines) == ["17:20:00.250Z info     a\\nb\\nc x=1\\n2\u{FFFD}[2J\n"])
    }

    @Test("Lines below the level are not written")
    func level() {
        let (logger, lines) = logger(.json, level: .error)
        logger.warning("no")
        logger.error("yes")
        #expect(written(lines).count == 1)
    }
}
