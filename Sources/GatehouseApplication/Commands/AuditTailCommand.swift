import ArgumentParser
import Gatehouse
import GatehouseAudit

/// `gatehouse audit tail`.
struct AuditTailCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        let name = Application.current.name
        return CommandConfiguration(
            commandName: "tail",
            abstract: "Show the last entries of an audit log, and those that come.",
            discussion: """
                  \(name) audit tail
                  \(name) audit tail -n 100 --format json
                  \(name) audit tail --follow

                It goes on with the next file of JSON lines where the one that it reads is moved away.

                As JSON each entry is a line, byte for byte as it is kept.
                """
        )
    }

    @OptionGroup var log: AuditLogOptions

    @Option(name: [.customShort("n"), .long], help: "How many entries to show.")
    var lines: Int = 10

    @Flag(name: [.customShort("f"), .long], help: "Show new entries as they are written, until the command is ended.")
    var follow = false

    @Option(help: "The format: text or json.")
    var format: OutputFormat = .text

    func validate() throws {
        guard (0...1_000_000).contains(lines) else {
            throw ValidationError("-n: expected an integer from 0 to 1000000, found \(lines)")
        }
    }

    func run() async throws {
        var source = try log.open()
        let text = AuditEntryText(format: format)
        var place = try CommandFailure.reporting { () throws(AuditFailure) in
            let place = try source.place(ofLast: max(1, lines))
            return lines == 0 ? try source.forEachLine(from: place) { _ in } : place
        }
        repeat {
            // Into a file that was moved away nobody writes once there is another one.
            let isSuperseded = (source as? FileAuditSource)?.isSuperseded ?? false
            place = try CommandFailure.reporting { () throws(AuditFailure) in
                try source.forEachLine(from: place) { line in
                    if line.isWhole { StandardStream.output.write(text.line(line)) }
                }
            }
            if isSuperseded { (source, place) = (try log.open(), 0) }
            if follow { try await Task.sleep(for: .milliseconds(250)) }
        } while follow
    }
}
