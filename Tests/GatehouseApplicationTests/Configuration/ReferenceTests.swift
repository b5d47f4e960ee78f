import ArgumentParser
import Foundation
import Testing

@testable import GatehouseApplication

@Suite("The reference page", .sampleApplication)
struct ReferenceTests {
    private static let marker = "<!-- reference -->\n"

    private static let page = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "docs/configuration.md")

    /// Set `WRITE_REFERENCE=1` to write the page in place of comparing it.
    @Test("docs/configuration.md has the keys of the program")
    func pageIsCurrent() throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let prose = try #require(text.components(separatedBy: Self.marker).first)
        let expected = prose + Self.marker + "\n" + ConfigurationReference.markdown
        if ProcessInfo.processInfo.environment["WRITE_REFERENCE"] == "1" {
            try expected.write(to: Self.page, atomically: true, encoding: .utf8)
        } else {
            #expect(text == expected, "run the tests with WRITE_REFERENCE=1 to write the page")
        }
    }

    @Test("Every key is in the reference", arguments: ConfigurationKey.all)
    func everyKey(key: ConfigurationKey) {
        #expect(ConfigurationReference.markdown.contains("| `\(key.name)` |"))
    }

    @Test("The file on the page is right, and its roles are the default ones")
    func exampleOnPage() throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let yaml = try #require(text.components(separatedBy: "```yaml\n").last?.components(separatedBy: "```").first)
        let configuration = try load(yaml: yaml)
        #expect(configuration.roles == ServerConfiguration.defaultRoles)
        #expect(configuration.server.port == 9000)
        #expect(configuration.auth.issuers.count == 1)
    }

    @Test("The exit codes on the page are those of the program")
    func exitCodes() throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let statuses: [GatehouseApplication.ExitStatus] = [
            .toolError, .refused, .unreachable, .usage, .defect, .configuration,
        ]
        for status in statuses {
            #expect(text.contains("| \(status.rawValue) | "))
            #expect(RootCommand.configuration.discussion.contains("\n  \(String(status.rawValue).padded(to: 4))"))
        }
    }
}
