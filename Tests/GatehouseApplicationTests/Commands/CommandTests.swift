import ArgumentParser
import Foundation
import GatehouseAuth
import GatehouseJSON
import Testing

@testable import GatehouseApplication

@Suite("The command line", .sampleApplication)
struct CommandTests {
    @Test("The flags of serve set their keys")
    func serveFlags() throws {
        let command = try ServeCommand.parse([
            "--host", "::1", "--port", "0", "--data", "/srv", "--config", "a.yaml", "--stdio", "--insecure-no-auth",
            "--log-level", "debug", "--log-format", "json", "--public-url", "https://a.example",
        ])
        #expect(
            command.flags == [
                "server.host": "::1", "server.port": "0", "server.data": "/srv", "auth.enabled": "false",
                "log.level": "debug", "log.format": "json", "server.public_url": "https://a.example",
            ]
        )
        #expect(command.config == "a.yaml")
        #expect(command.stdio)
    }

    @Test("Every flag of the table is a flag of serve")
    func flagsExist() {
        let help = ServeCommand.helpMessage()
        for flag in ConfigurationKey.all.compactMap(\.flag) { #expect(help.contains(flag)) }
    }

    @Test("Without flags serve sets nothing")
    func serveWithoutFlags() throws {
        #expect(try ServeCommand.parse([]).flags.isEmpty)
    }

    @Test(
        "A wrong command line is told with what would be right, and ends with 64",
        arguments: [
            (["serve", "--port", "x"], #"Error: --port: expected an integer from 0 to 65535, found "x""#),
            (["serve", "--log-format", "xml"], #"Error: --log-format: expected one of auto, text, json, found "xml""#),
            (["call", "a", "--timeout", "1"], #"Error: --timeout: expected a duration from 1ms to 1d, found "1""#),
            (["call", "a", "--json", "{}", "b=1"], "Error: --json and key=value exclude each other"),
            (
                ["token", "--subject", "a", "--expires", "2y"],
                #"Error: --expires: expected a duration from 1s to 365d, found "2y""#
            ),
            (["serv"], "Error: Unexpected argument 'serv'"),
        ]
    )
    func usage(arguments: [String], expected: String) throws {
        let error = try #require(throws: (any Error).self) { try RootCommand.parseAsRoot(arguments) }
        #expect(RootCommand.exitCode(for: error).rawValue == GatehouseApplication.ExitStatus.usage.rawValue)
        #expect(RootCommand.fullMessage(for: error).split(separator: "\n").first.map(String.init) == expected)
    }

    @Test("The help of every command has examples")
    func help() {
        let shown = RootCommand.configuration.subcommands.filter { $0.configuration.shouldDisplay }
        #expect(shown.count == 9)
        for command in shown {
            let name = command.configuration.commandName ?? ""
            #expect(RootCommand.helpMessage(for: command).contains("\n  gatehouse \(name)"))
        }
    }

    @Test("The version is told")
    func version() throws {
        let error = try #require(throws: (any Error).self) { try RootCommand.parseAsRoot(["--version"]) }
        #expect(RootCommand.fullMessage(for: error) == "0.1.0")
    }

    @Test("The hidden command is not in the help")
    func hidden() {
        #expect(!RootCommand.helpMessage().contains("configuration-reference"))
    }

    @Test("Roles and scopes are lists with commas")
    func names() {
        #expect(TokenCommand.names("editor, auditor,,") == ["editor", "auditor"])
        #expect(TokenCommand.names("") == [])
    }

    @Test("A role that the configuration does not have is worth a caution")
    func cautions() throws {
        let configuration = try load()
        #expect(TokenIssueCommand.cautions(roles: ["editor"], configuration: configuration) == [])
        #expect(
            TokenIssueCommand.cautions(roles: ["editr", "wizard"], configuration: configuration) == [
                #"there is no role "editr" in the configuration; did you mean editor?"#,
                #"there is no role "wizard" in the configuration; the roles are reader, editor, admin"#,
            ]
        )
    }

    @Test("A token that no server would accept is worth a caution")
    func uselessToken() throws {
        let configuration = try load(environment: [
            "GATEHOUSE_AUTH_LOCAL_ISSUER": "false", "GATEHOUSE_AUTH_ENABLED": "false",
        ])
        #expect(
            TokenIssueCommand.cautions(roles: ["reader"], configuration: configuration)
                == ["auth.local_issuer is false, so that the server does not accept the token"]
        )
    }

    @Test("Keys are listed as JSON and as a table, the current one first")
    func keys() throws {
        try withTemporaryFolder { folder in
            let configuration = try load(flags: ["server.data": folder])
            let issuer = try DataOptions.issuer(of: configuration)
            let first = try #require(issuer.keys.first)
            try issuer.rotate()
            let list = KeyList(keys: issuer.keys)
            let json = try #require(list.json.arrayValue)
            #expect(json.map { $0["state"] } == ["current", "retired"])
            #expect(json.last?["kid"] == .string(first.keyID))
            #expect(json.last?["verifiesUntil"] != nil)
            #expect(json.first?["algorithm"] == "EdDSA")
            let lines = list.table.split(separator: "\n")
            #expect(lines.count == 3)
            #expect(lines[0].hasPrefix("KEY  "))
            #expect(lines[1].hasSuffix("  current"))
            #expect(lines[2].contains("  retired, verifies until "))
            #expect(FileManager.default.fileExists(atPath: folder + "/keys"))
        }
    }

    @Test("The resource's URL follows from the address or the public URL")
    func resourceURL() throws {
        func url(_ flags: [String: String]) throws -> String { try load(flags: flags).server.resourceURL(port: 8080) }
        #expect(try url([:]) == "http://127.0.0.1:8080/mcp")
        #expect(try url(["server.host": "0.0.0.0"]) == "http://localhost:8080/mcp")
        #expect(try url(["server.host": "::1"]) == "http://[::1]:8080/mcp")
        #expect(try url(["server.public_url": "https://a.example"]) == "https://a.example/mcp")
        #expect(try url(["server.public_url": "https://a.example/"]) == "https://a.example/mcp")
        #expect(try url(["server.public_url": "https://a.example/x/mcp"]) == "https://a.example/x/mcp")
    }
}
