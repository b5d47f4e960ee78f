import GatehouseMacros
import Testing

@Suite("Types with @Schemable")
struct SchemableTests {
    @Test(
        "A text that breaks a rule is refused",
        arguments: [
            #"{"isbn":"x","title":"Dune"}"#, #"{"isbn":"111"}"#, #"{"isbn":"111","title":"Dune","stars":6}"#,
            #"{"isbn":"111","title":"Dune","stars":null}"#, #"{"isbn":"111","title":"Dune","more":1}"#, "[]",
            #"{"isbn":"111","title":"Dune","subtitle":"a subtitle that is too long"}"#,
        ])
    func refusal(text: String) throws {
        let schema = try TypedSchema(Book.self)
        #expect(throws: InvalidValue.self) { try schema.read(JSONScanner.check(Array(text.utf8))) }
    }

    @Test("A struct is read and written")
    func roundTrip() throws {
        let text = #"{"isbn":"111","title":"Dune","stars":3,"subtitle":"Arrakis"}"#
        let book = try TypedSchema(Book.self).read(JSONScanner.check(Array(text.utf8)))
        #expect(book == Book(isbn: "111", title: "Dune", stars: 3, subtitle: "Arrakis"))
        #expect(String(decoding: book.jsonBytes, as: UTF8.self) == text)
    }

    @Test("Members that may be left out are")
    func omitted() throws {
        let text = #"{"isbn":"111","title":"Dune"}"#
        let book = try TypedSchema(Book.self).read(JSONScanner.check(Array(text.utf8)))
        #expect(book == Book(isbn: "111", title: "Dune", stars: 0, subtitle: nil))
        #expect(String(decoding: book.jsonBytes, as: UTF8.self) == #"{"isbn":"111","title":"Dune","stars":0}"#)
    }

    @Test(
        "Cases are told apart by their member, wherever it stands",
        arguments: [
            (#"{"kind":"circle","radius":2}"#, Shape.circle(radius: 2)),
            (#"{"side":3,"kind":"square"}"#, .square(side: 3)),
            (#"{"kind":"point"}"#, .point),
        ])
    func union(text: String, shape: Shape) throws {
        #expect(try TypedSchema(Shape.self).read(JSONScanner.check(Array(text.utf8))) == shape)
        let again = try JSONScanner.check(shape.jsonBytes)
        #expect(try again.read(Shape.self) == shape)
    }

    @Test(
        "A case that is unknown, or has members of another, is refused",
        arguments: [
            #"{"kind":"hexagon"}"#, #"{"radius":2}"#, #"{"kind":"circle","side":2}"#, #"{"kind":"point","radius":1}"#,
        ])
    func unionRefusal(text: String) throws {
        let schema = try TypedSchema(Shape.self)
        #expect(throws: InvalidValue.self) { try schema.read(JSONScanner.check(Array(text.utf8))) }
    }

    @Test("The schema of an enum says what its cases mean")
    func enumeration() {
        #expect(
            Genre.jsonSchema == [
                "type": "string",
                "oneOf": [["const": "crime", "description": "Murder, mostly."], ["const": "poetry"]],
            ])
    }

    @Test("An open object is read with members that nobody knows")
    func open() throws {
        let text = #"{"items":["crime"],"page_number":2,"colour":"red"}"#
        let page = try TypedSchema(Page<Genre>.self).read(JSONScanner.check(Array(text.utf8)))
        #expect(page == Page(items: [.crime], pageNumber: 2))
    }

    @Test("A type may contain itself")
    func recursive() throws {
        let text = #"{"name":"a","children":[{"name":"b","children":[]}]}"#
        let tree = try TypedSchema(Tree.self).read(JSONScanner.check(Array(text.utf8)))
        #expect(tree == Tree(name: "a", children: [Tree(name: "b", children: [])]))
        #expect(String(decoding: tree.jsonBytes, as: UTF8.self) == text)
    }

    @Test("A rule over several fields is applied")
    func selfChecking() throws {
        let schema = try TypedSchema(Span.self)
        let text = try JSONScanner.check(Array(#"{"from":5,"to":1}"#.utf8))
        let error = #expect(throws: InvalidValue.self) { try schema.read(text) }
        #expect(error?.violations.map(\.description) == ["/to: must not be before from"])
    }
}
