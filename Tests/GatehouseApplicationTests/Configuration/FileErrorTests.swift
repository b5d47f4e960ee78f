import Foundation
import Testing

@testable import GatehouseApplication

@Suite("What is wrong in a configuration file", .sampleApplication)
struct FileErrorTests {
    @Test(
        "Unknown keys are named with their line and the nearest key",
        arguments: [
            ("server:\n  prot: 1\n", #"gatehouse.yaml:2: unknown key "server.prot"; did you mean server.port?"#),
            ("srever:\n  port: 1\n", #"gatehouse.yaml:1: unknown key "srever"; did you mean server?"#),
            (
                "log:\n  colour: true\n",
                #"gatehouse.yaml:2: unknown key "log.colour"; the keys are log.level, log.format, log.lines_per_second"#
            ),
            (
                "database:\n  path: x\n",
                #"gatehouse.yaml:1: unknown key "database"; the groups are server, http, json, auth, roles, access, limits, "#
                    + "calls, audit, state, tasks, sessions, events, subscriptions, log"
            ),
            (
                "server.port: 80\n",
                #"gatehouse.yaml:1: the key "server.port" has a dot; write its parts as nested mappings"#
            ),
            ("Server:\n  port: 1\n", #"gatehouse.yaml:1: unknown key "Server"; did you mean server?"#),
            (
                "auth:\n  issuers:\n    - issuer: a\n      jwks: b\n",
                """
                gatehouse.yaml:4: auth.issuers[0]: unknown key "jwks"; the keys are issuer, audiences, \
                exclusive_audience, algorithms, require_typ, required_claims, max_age, leeway, jwks_url, discovery, \
                jwks_refresh, jwks_max_age, jwks_file, pem_file, secret_file, subject_claim, client_claim, roles_claim, \
                scopes_claim, groups_claim, tenant_claim
                """
            ),
            (
                "auth:\n  issuers:\n    - isuer: a\n",
                #"gatehouse.yaml:3: auth.issuers[0]: unknown key "isuer"; did you mean issuer?"#
            ),
            (
                "roles:\n  editor:\n    inherit: [reader]\n",
                #"gatehouse.yaml:3: roles.editor: unknown key "inherit"; did you mean inherits?"#
            ),
        ] as [(String, String)]
    )
    func unknownKeys(yaml: String, expected: String) {
        #expect(problems(yaml: yaml) == expected)
    }

    @Test(
        "Values of the wrong kind are named with their line and what would be right",
        arguments: [
            (
                "server:\n  port: eighty\n",
                #"gatehouse.yaml:2: server.port: expected an integer from 0 to 65535, found "eighty""#
            ),
            (
                "server:\n\n  port: 65536\n",
                #"gatehouse.yaml:3: server.port: expected an integer from 0 to 65535, found "65536""#
            ),
            (
                "server:\n  port: 1.5\n",
                #"gatehouse.yaml:2: server.port: expected an integer from 0 to 65535, found "1.5""#
            ),
            (
                "server:\n  port:\n    - 1\n",
                "gatehouse.yaml:3: server.port: expected an integer from 0 to 65535, found a list"
            ),
            (
                "server:\n  port: {a: 1}\n",
                "gatehouse.yaml:2: server.port: expected an integer from 0 to 65535, found a mapping"
            ),
            (
                "server:\n  port:\n",
                "gatehouse.yaml:2: server.port: expected an integer from 0 to 65535, found nothing"
            ),
            (
                "http:\n  idle_timeout: 60\n",
                #"gatehouse.yaml:2: http.idle_timeout: expected a duration from 1s to 1d, found "60""#
            ),
            (
                "http:\n  max_body_bytes: 4MB\n",
                #"gatehouse.yaml:2: http.max_body_bytes: expected a size from 1KiB to 1GiB, found "4MB""#
            ),
            (
                "auth:\n  enabled: yes\n",
                #"gatehouse.yaml:2: auth.enabled: expected true or false, found "yes""#
            ),
            (
                "log:\n  level: verbose\n",
                """
                gatehouse.yaml:2: log.level: expected one of trace, debug, info, notice, warning, error, critical, \
                found "verbose"
                """
            ),
            (
                "server:\n  public_url: notes.example.com\n",
                """
                gatehouse.yaml:2: server.public_url: expected an http or https URL without a fragment, \
                found "notes.example.com"
                """
            ),
            (
                "server:\n  endpoint: mcp\n",
                #"gatehouse.yaml:2: server.endpoint: expected a path that begins with /, found "mcp""#
            ),
            (
                "server:\n  host: a/b\n",
                #"gatehouse.yaml:2: server.host: expected a host name or an IP address, found "a/b""#
            ),
            (
                "server:\n  allowed_origins:\n    - https://a.example\n    - https://b.example/path\n",
                """
                gatehouse.yaml:4: server.allowed_origins: expected an origin such as https://app.example.com, \
                found "https://b.example/path"
                """
            ),
            (
                "server:\n  allowed_hosts: [\"a b\"]\n",
                """
                gatehouse.yaml:2: server.allowed_hosts: expected a host name with or without a port, found "a b"
                """
            ),
            (
                "limits:\n  caller: 600\n",
                """
                gatehouse.yaml:2: limits.caller: expected a limit such as 600/minute or 600/minute burst 50, found "600"; \
                Expected '/' or 'per' after the number of requests, but found the end at byte 3 of "600".
                """
            ),
            (
                "limits:\n  caller: [1/s, 2/s, 3/s, 4/s, 5/s, 6/s, 7/s, 8/s, 9/s]\n",
                "gatehouse.yaml:2: limits.caller: expected at most 8 elements, found 9"
            ),
            (
                "limits:\n  tools:\n    delete_note: often\n",
                """
                gatehouse.yaml:3: limits.tools.delete_note: expected a limit such as 600/minute or 600/minute burst 50, \
                found "often"; Expected a number of requests, as in '60/minute', but found 'often' at byte 0 of "often".
                """
            ),
            (
                "limits:\n  tools: [a]\n",
                "gatehouse.yaml:2: limits.tools: expected a mapping of tools to their limits, found a list"
            ),
            (
                "roles: admin\n",
                #"gatehouse.yaml:1: roles: expected a mapping of roles to their permissions, found "admin""#
            ),
            (
                "roles:\n  reader: [\"notes read\"]\n",
                #"gatehouse.yaml:2: roles.reader: expected a word without spaces and commas, found "notes read""#
            ),
            (
                "auth:\n  issuers:\n    issuer: a\n",
                """
                gatehouse.yaml:2: auth.issuers: expected a list of issuers, each a mapping of keys, found a mapping
                """
            ),
            ("auth:\n  issuers: [a]\n", #"gatehouse.yaml:2: auth.issuers[0]: expected a mapping of keys, found "a""#),
            (
                "auth:\n  roles_claim: a..b\n",
                """
                gatehouse.yaml:2: auth.roles_claim: expected a claim such as roles or realm_access.roles, found "a..b"
                """
            ),
            ("server: 8080\n", #"gatehouse.yaml:1: server: expected a mapping of keys, found "8080""#),
            ("? [a]\n: b\n", "gatehouse.yaml:1: expected a key, found a list"),
        ] as [(String, String)]
    )
    func wrongValues(yaml: String, expected: String) {
        #expect(problems(yaml: yaml) == expected)
    }

    @Test(
        "Text that is not one YAML mapping is refused with its line",
        arguments: [
            (
                "server:\n\tport: 80\n",
                "gatehouse.yaml:2: the line is indented with a tab; YAML takes only spaces"
            ),
            (
                "server:\n  port: 80\n  host: a\n  port: 81\n",
                #"gatehouse.yaml:2: "port" is set more than once in one mapping"#
            ),
            (
                "server:\n  port: 80\nserver:\n  host: a\n",
                #"gatehouse.yaml:1: "server" is set more than once in one mapping"#
            ),
            (
                "- server\n",
                "gatehouse.yaml:1: expected a mapping of groups such as server and log, found a list"
            ),
            (
                "hello\n",
                #"gatehouse.yaml:1: expected a mapping of groups such as server and log, found "hello""#
            ),
            ("server: {port: 80\n", "gatehouse.yaml:2: this is not YAML: did not find expected ',' or '}'"),
            ("server: 'a\n", "gatehouse.yaml:2: this is not YAML: found unexpected end of stream"),
            (
                "server:\n  port: 80\n---\nserver:\n  port: 81\n",
                "gatehouse.yaml:3: this is not YAML: but found another document"
            ),
            (
                "server:\n  host: \"a\u{7}b\"\n",
                "gatehouse.yaml:2: this is not YAML: control characters are not allowed"
            ),
            ("server: *unknown\n", "gatehouse.yaml:1: this is not YAML: found undefined alias"),
        ]
    )
    func notYAML(yaml: String, expected: String) {
        #expect(problems(yaml: yaml) == expected)
    }

    @Test("An empty file and one of comments set nothing", arguments: ["", "\n", "# nothing\n", "server:\n", "---\n"])
    func emptyFiles(yaml: String) throws {
        #expect(try load(yaml: yaml) == load())
    }

    @Test("Every problem of a file is told at once, in the order of the lines")
    func allProblems() {
        let yaml = "server:\n  prot: 1\n  host: \"\"\nlog:\n  level: loud\n"
        #expect(
            problems(yaml: yaml) == """
                gatehouse.yaml:2: unknown key "server.prot"; did you mean server.port?
                gatehouse.yaml:3: server.host: expected a host name or an IP address, found ""
                gatehouse.yaml:5: log.level: expected one of trace, debug, info, notice, warning, error, critical, \
                found "loud"
                """
        )
    }

    @Test("A file with many problems tells twenty of them")
    func manyProblems() {
        let yaml = (0..<100).map { "unknown\($0): 1\n" }.joined()
        #expect(problems(yaml: yaml)?.split(separator: "\n").count == 20)
    }

    @Test("Text of the file cannot forge lines of the terminal")
    func hostileText() {
        let yaml = #"server: {port: "1\e[2J\n9: all is well\u202E"}"#
        #expect(
            problems(yaml: yaml) == """
                gatehouse.yaml:1: server.port: expected an integer from 0 to 65535, \
                found "1\\u{1b}[2J\\n9: all is well\\u{202e}"
                """
        )
    }

    @Test("Aliases that multiply are refused")
    func multiplyingAliases() {
        let permissions = (0..<200).map { "p\($0)" }.joined(separator: ", ")
        var yaml = "roles:\n  r0: &all [\(permissions)]\n"
        for number in 1...200 { yaml += "  r\(number): *all\n" }
        #expect(problems(yaml: yaml)?.hasSuffix("the file has more than 20000 values") == true)
    }

    @Test("A file that is cut or damaged anywhere is read or refused, with its name")
    func damagedFiles() {
        let whole = Array(
            """
            server: {port: 80, allowed_hosts: ["a.example"]}
            roles:
              reader: &base [notes:read]
              editor: {permissions: *base, inherits: [reader]}
            limits:
              caller:
                - 600/minute burst 5 # comment
            """.utf8
        )
        for position in whole.indices {
            #expect(isNamed(whole[..<position]))
            for byte in "\t:-[{*\"\0".utf8 {
                var damaged = whole
                damaged[position] = byte
                #expect(isNamed(damaged[...]))
            }
        }
    }

    private func isNamed(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let problems = problems(yaml: String(decoding: bytes, as: UTF8.self)) else { return true }
        return problems.split(separator: "\n").allSatisfy { $0.hasPrefix("gatehouse.yaml") }
    }

    @Test("A line that is too long is refused before it is read as YAML")
    func longLine() {
        let yaml = "server:\n  host: " + String(repeating: "[", count: 5000)
        #expect(problems(yaml: yaml) == "gatehouse.yaml:2: the line is longer than 4096 bytes")
    }

    @Test("A missing file is told from a folder, a large file and one that is not UTF-8")
    func unreadableFiles() throws {
        try withTemporaryFolder { folder in
            let large = folder + "/large.yaml"
            try Data(repeating: 0x23, count: ConfigurationFile.largest + 1).write(to: URL(filePath: large))
            let binary = folder + "/binary.yaml"
            try Data([0x61, 0x3A, 0xFF]).write(to: URL(filePath: binary))
            #expect(problemOfFile(folder + "/none.yaml") == "\(folder)/none.yaml: there is no such file")
            #expect(problemOfFile(folder) == "\(folder): is a folder, not a file")
            #expect(problemOfFile(large) == "\(large): the file is larger than 256KiB")
            #expect(problemOfFile(binary) == "\(binary): the file is not UTF-8")
        }
    }

    @Test("A file that exists but may not be read is told from a missing one", .disabled(if: getuid() == 0))
    func forbiddenFile() throws {
        try withTemporaryFile("server:\n") { path in
            try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
            #expect(problemOfFile(path) == "\(path): the file exists but cannot be read; look at its permissions")
        }
    }

    private func problemOfFile(_ path: String) -> String? {
        do {
            _ = try ConfigurationFile(path: path)
            return nil
        } catch {
            return error.description
        }
    }
}
