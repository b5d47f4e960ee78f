import Gatehouse
import Logging
import Testing

@testable import GatehouseApplication

@Suite("The matrix of permissions")
struct MatrixTextTests {
    private func text() throws -> MatrixText {
        var policy = AccessPolicy(roles: ["reader": ["notes:read"], "editor": ["notes:*"]])
        policy.rules = [
            AccessRule(
                "own \"notes\"", .allow, [.tool("delete_note")], to: .role("editor"),
                when: try .expression("args.author == caller.subject"))
        ]
        let read = Tool(
            name: "read_note", description: "", options: ToolOptions(access: .permission("notes:read")),
            input: NoInput.self
        ) { _, _ in "" }
        let delete = Tool(
            name: "delete_note", description: "",
            inputSchema: ["type": "object", "properties": ["author": ["type": "string"]]]
        ) { _, _ in "" }
        let server = try Server(
            info: Implementation(name: "s", version: "1"), components: Components(tools: [read, delete]),
            authenticator: FixedAuthenticator(Principal(subject: "x", method: .local)),
            options: ServerOptions(policy: policy), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let callers = [["reader"], ["editor"], []].map { Principal(subject: "x", roles: Set($0), method: .jwt) }
        return MatrixText(columns: ["reader", "editor", "(no role)"], matrix: server.registry.matrix(of: callers))
    }

    @Test("The table has a word for each role, and the conditions below")
    func table() throws {
        #expect(
            try text().table == """
                component         reader  editor  (no role)
                tool read_note    yes     yes     no
                tool delete_note  no      if [1]  no

                [1] rule "own \\"notes\\"": args.author == caller.subject

                """)
    }

    @Test("In CSV every field is in quotes")
    func csv() throws {
        #expect(
            try text().csv
                == "\"kind\",\"name\",\"reader\",\"editor\",\"(no role)\",\"conditions\"\r\n"
                + "\"tool\",\"read_note\",\"allowed\",\"allowed\",\"refused\",\"\"\r\n"
                + "\"tool\",\"delete_note\",\"refused\",\"conditional\",\"refused\","
                + "\"own \"\"notes\"\": args.author == caller.subject\"\r\n")
    }

    @Test("In JSON each decision says by what it was made")
    func json() throws {
        let json = try text().json
        #expect(json["callers"] == ["reader", "editor", "(no role)"])
        #expect(
            json["components"]?[1] == [
                "kind": "tool", "name": "delete_note", "tags": [],
                "callers": [
                    "reader": ["outcome": "refused", "by": "no_rule_applies", "rule": "own \"notes\""],
                    "editor": ["outcome": "conditional", "by": "rule", "rule": "own \"notes\""],
                    "(no role)": ["outcome": "refused", "by": "no_rule_applies", "rule": "own \"notes\""],
                ],
                "conditions": [["rule": "own \"notes\"", "condition": "args.author == caller.subject"]],
            ])
    }
}
