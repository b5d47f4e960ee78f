import GatehouseMacros

@Toolbox
struct Library {
    let books: [Book]

    /// Searches the catalogue by title.
    ///
    /// - Parameters:
    ///   - query: Words to look for.
    ///   - limit: How many books to return.
    @Tool(.readOnly, limits: "30/minute", timeout: .seconds(90))
    func searchBooks(
        @Field(.length(1...20)) query: String,
        @Field(.range(1...50)) limit: Int = 10,
        @Depends(.shelf) shelf: Shelf,
        context: Context,
        principal: Principal
    ) async throws -> [Book] {
        Array(books.filter { $0.title.contains(query) }.prefix(limit))
    }

    /// Counts the books.
    @Tool(execution: .inline)
    func count() -> Int { books.count }

    /// Gives a book back.
    @Tool(.destructive, name: "give-back")
    private func giveBack(isbn: String, note: String?) throws {
        if isbn.isEmpty { throw ToolError("no ISBN") }
    }

    /// Says hello.
    @Tool
    static func greet(name: String) -> String { "Hello, \(name)!" }

    @Resource("book://{isbn}")
    func book(@Field(.length(3...13)) isbn: String) -> Book? {
        books.first { $0.isbn == isbn }
    }

    @Resource("library://motto", mimeType: "text/plain")
    func motto() -> String { "Read." }

    /// Recommends what to read next.
    ///
    /// - Parameter genre: What kind.
    @Prompt
    func recommend(genre: Genre, @Field(.range(1...5)) count: Int = 3) -> [PromptMessage] {
        "Recommend \(count) books of \(genre).".promptMessages
    }

    @Completion(for: "recommend", argument: "genre")
    func genres(_ prefix: String) -> [String] {
        ["crime", "poetry"].filter { $0.hasPrefix(prefix) }
    }
}

struct Shelf: Sendable { let number: Int }

extension Dependency<Shelf> {
    static var shelf: Self { Dependency("shelf") }
}

/// Adds two numbers.
@Tool
func add(a: Int, b: Int) -> Int { a + b }

@Toolbox
actor Counter {
    private var value = 0

    /// Counts on.
    @Tool
    func increment(by step: Int = 1) -> Int {
        value += step
        return value
    }

    /// Says what this is.
    @Tool
    nonisolated func describeCounter() -> String { "A counter." }
}

@Toolbox
@MainActor
final class Screen {
    private var times = 0

    /// Shows.
    @Tool
    func show() -> String {
        times += 1
        return "shown \(times) times"
    }
}

@Toolbox
struct Store<Item: Schemable> {
    /// Puts as many on a pile.
    @Tool
    func put(item: Item, @Field(.minimum(1)) count: Int) -> [Item] { Array(repeating: item, count: count) }
}

@Toolbox
final class Plain: Sendable {
    /// Tells a shape.
    @Tool
    func describe(shape: Shape) -> Shape { shape }
}
