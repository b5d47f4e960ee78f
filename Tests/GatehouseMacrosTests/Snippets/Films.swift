import GatehouseMacros
import GatehouseSQLite
import GatehouseTesting
import Testing

/// Renders films, which takes its time.
struct Studio: Sendable {
    func render(_ id: String) async throws -> String { "https://films.example.com/\(id)" }
}

@Toolbox
struct Films {
    let studio: Studio

    // snippet: film
    /// Renders a film.
    @Tool(requires: .permission("films:render"), task: .allowed)
    func renderFilm(id: String) async throws -> String {
        try await studio.render(id)
    }
    // end
}

/// Somebody to greet.
@Schemable
struct Guest {
    let name: String
}

@Toolbox
struct SlowGreeting {
    // snippet: begun by the function
    /// Asks whom to greet, and greets when it has been thought over.
    @Tool(task: .allowed.begunByFunction)
    func greetSlowly(context: Context) async throws -> String {
        guard case .accepted(let guest) = try await context.elicit("Whom shall I greet?", as: Guest.self) else {
            return "Nobody was greeted."
        }
        try await context.beginTask()
        try await Task.sleep(for: .seconds(60))
        return "Hello, \(guest.name)!"
    }
    // end
}

/// Where tasks are kept.
enum TaskKeeping {
    static func keep(in folder: String, _ options: inout ServerOptions) async throws {
        // snippet: store
        options.tasks.store = try await SQLiteTaskStore.open(path: folder + "/tasks.sqlite")  // import GatehouseSQLite
        // end
    }
}

typealias MyStore = InMemoryTaskStore

@Suite("A store of one's own")
struct MyStoreTests {
    // snippet: requirements of a store
    @Test("The store keeps what it promises", arguments: TaskStoreRequirement.all)
    func requirement(_ requirement: TaskStoreRequirement) async throws {
        try await requirement.check(MyStore())
    }
    // end
}
