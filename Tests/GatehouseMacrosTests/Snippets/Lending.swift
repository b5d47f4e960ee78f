import GatehouseMacros

/// A pool of connections, as a database's driver has one.
struct Pool: Sendable {
    let name: String

    static func open() async throws -> Pool { Pool(name: "main") }

    func acquire() async throws -> Connection { Connection(pool: name) }

    func shutDown() async {}
}

/// A connection of a pool.
struct Connection: Sendable {
    let pool: String

    func reader(of isbn: String) async throws -> String { "alice" }

    func lend(_ isbn: String, to reader: String) async throws -> String { "\(reader) has \(isbn) from \(pool)" }

    func release() async {}
}

// snippet: keys
extension Dependency<Pool> {
    static var pool: Self { Dependency("pool") }
}

extension Dependency<Connection> {
    static var connection: Self { Dependency("connection") }
}
// end

// snippet: toolbox-with-needs
@Toolbox
struct Lending {
    /// Lends a book to the caller.
    ///
    /// - Parameter isbn: The book.
    @Tool
    func lendBook(
        isbn: String,
        @Depends(.connection) connection: Connection,
        principal: Principal
    ) async throws -> String {
        try await connection.lend(isbn, to: principal.subject)
    }

    /// Renews a loan.
    ///
    /// - Parameter isbn: The book.
    @Tool(guards: [.ownLoans])
    func renewLoan(isbn: String) -> String { "\(isbn) is renewed." }
}
// end

// snippet: guard
extension Guard {
    /// Lets readers pass who have the book that it is about.
    static let ownLoans = Guard.policy("own loans", needs: .arguments, .connection) { request, arguments, connection in
        try await connection.reader(of: arguments["isbn"]?.stringValue ?? "") == request.principal.subject
    }
}
// end
