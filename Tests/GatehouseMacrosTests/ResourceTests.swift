import GatehouseMacros
import Testing

@Suite("Declared resources")
struct ResourceTests {
    let library = Library(books: [Book(isbn: "111", title: "Dune", stars: 5, subtitle: nil)])

    @Test(
        "There is nothing where the variable breaks its rules, or the function finds nothing",
        arguments: ["book://1", "book://999"])
    func nothing(uri: String) async throws {
        let answer = try await Server.offering(library.components).ask("resources/read", ["uri": .string(uri)])
        #expect(answer["error"]?["message"] == "Resource not found")
    }

    @Test("A value is read as JSON")
    func value() async throws {
        let answer = try await Server.offering(library.components).ask("resources/read", ["uri": "book://111"])
        let content = answer["result"]?["contents"]?[0]
        #expect(content?["mimeType"] == "application/json")
        #expect(content?["text"] == #"{"isbn":"111","title":"Dune","stars":5}"#)
    }

    @Test("Text has the resource's media type")
    func text() async throws {
        let answer = try await Server.offering(library.components).ask("resources/read", ["uri": "library://motto"])
        #expect(
            answer["result"]?["contents"] == [["uri": "library://motto", "mimeType": "text/plain", "text": "Read."]])
    }

    @Test("A template and a fixed URI are in their own lists")
    func lists() async throws {
        let server = try Server.offering(library.components)
        let fixed = await server.ask("resources/list")["result"]?["resources"]?[0]
        #expect(fixed?["uri"] == "library://motto")
        #expect(fixed?["name"] == "motto")
        let template = await server.ask("resources/templates/list")["result"]?["resourceTemplates"]?[0]
        #expect(template?["uriTemplate"] == "book://{isbn}")
    }
}
