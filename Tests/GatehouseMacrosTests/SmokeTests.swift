import GatehouseMacros
import Testing

@Test func smoke() {
    print(Book.jsonSchema)
    print(Library(books: []).components.tools.map(\.name), addTool.inputSchema)
}
