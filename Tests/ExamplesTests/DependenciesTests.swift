import Gatehouse
import GatehouseApplication
import Testing

@testable import Dependencies

@Suite("The example Dependencies", .timeLimit(.minutes(1)))
struct DependenciesTests {
    private let database = Database([Note(id: "n1", author: "alice", text: "first")])

    /// A server whose pool lends connections to the test's database.
    private func withNotes(
        capacity: Int = 1,
        _ body: (Server, ConnectionPool) async throws -> Void
    ) async throws {
        let pool = ConnectionPool(to: database, capacity: capacity)
        let components = Notes().components + Components(dependencies: .notes)
        try await Server.offering(components, roles: Application.notes.roles)
            .withOverrides {
                $0.provide(.pool) {
                    pool
                } close: {
                    $0.close()
                }
            } _: { server in
                try await body(server, pool)
            }
        #expect(pool.lent == 0)
        #expect(pool.isClosed)
    }

    @Test("An editor may not update somebody else's note")
    func othersNote() async throws {
        try await withNotes { server, _ in
            let answer = await server.call("update_note", ["id": "n1", "text": "mine"], as: "bob+editor")
            #expect(answer.refusal == "403 Editors may update their own notes; this one is alice's")
            #expect(database.all() == [Note(id: "n1", author: "alice", text: "first")])
        }
    }

    @Test("A reader may not write, and does not see the tools that do")
    func reader() async throws {
        try await withNotes { server, _ in
            let answer = await server.call("create_note", ["text": "x"], as: "bob+reader")
            #expect(answer.status == 403)
            let tools = await server.ask("tools/list", as: "bob+reader").json["result"]?["tools"]?.arrayValue
            #expect(tools?.compactMap { $0["name"]?.stringValue } == ["list_notes"])
        }
    }

    @Test("Where all connections are out, the caller is told when to try again")
    func exhausted() async throws {
        try await withNotes { server, pool in
            let connection = try #require(pool.acquire())
            #expect(await server.call("list_notes", as: "bob+reader").refusal == "429 All connections are in use")
            connection.release()
            #expect(await server.call("list_notes", as: "bob+reader").status == 200)
        }
    }

    @Test("A connection that was released answers no more")
    func released() async throws {
        let connection = try #require(ConnectionPool(to: database, capacity: 1).acquire())
        connection.release()
        await #expect(throws: Connection.ReleasedError.self) { try await connection.notes() }
    }

    @Test("What the server gives is no argument")
    func injected() async throws {
        try await withNotes { server, _ in
            let arguments: JSONObject = ["id": "n1", "text": "x", "connection": 1]
            let answer = await server.call("update_note", arguments, as: "alice+editor")
            #expect(
                answer.text
                    == "Invalid arguments for tool update_note:\n- /connection: is not a known property; known: id, text"
            )
        }
    }

    @Test("A note that is not there is the tool's to report")
    func missing() async throws {
        try await withNotes { server, _ in
            let answer = await server.call("update_note", ["id": "n9", "text": "x"], as: "alice+editor")
            #expect(answer.isToolError)
            #expect(answer.text == "there is no note n9; list_notes tells which there are")
        }
    }

    @Test(
        "Its author and an administrator may update a note, through one connection",
        arguments: ["alice+editor", "eve+admin"])
    func allowed(caller: String) async throws {
        try await withNotes { server, _ in
            let answer = await server.call("update_note", ["id": "n1", "text": "second"], as: caller)
            #expect(answer.output == ["id": "n1", "author": "alice", "text": "second"])
            #expect(database.all() == [Note(id: "n1", author: "alice", text: "second")])
        }
    }

    @Test("A new note is its author's")
    func create() async throws {
        try await withNotes { server, _ in
            let answer = await server.call("create_note", ["text": "hello"], as: "bob+editor")
            #expect(answer.output == ["id": "n2", "author": "bob", "text": "hello"])
        }
    }
}
