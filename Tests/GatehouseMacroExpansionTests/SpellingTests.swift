import Testing

@testable import GatehouseMacroExpansion

@Suite("Names, texts and templates")
struct SpellingTests {
    @Test(
        "Names become snake case",
        arguments: [
            ("searchBooks", "search_books"), ("fetchURL", "fetch_url"), ("URLSession", "url_session"), ("a", "a"),
            ("parseHTMLText", "parse_html_text"), ("version2Of", "version2_of"), ("already_snake", "already_snake"),
            ("_private", "_private"), ("X", "x"), ("aB", "a_b"), ("", ""),
        ])
    func snakeCase(name: String, expected: String) {
        #expect(name.snakeCased == expected)
    }

    @Test("Text becomes a literal that says the same")
    func literal() {
        #expect("a \"b\" \\ c\nd\te".asLiteral == #""a \"b\" \\ c\nd\te""#)
    }

    @Test(
        "A template's variables are found with their places",
        arguments: [
            ("book://{isbn}", ["isbn@8"]), ("a://b", []), ("f:{+path}{?page,size*}", ["path@4", "page@11", "size@16"]),
            ("x:{a:3}/{a}", ["a@3"]), ("é:{b}", ["b@4"]),
        ])
    func variables(template: String, expected: [String]) {
        let text = TemplateText(template)
        #expect(text.variables.map { "\($0.name)@\($0.offset)" } == expected)
        #expect(text.brokenAt == nil)
    }

    @Test(
        "A template with a stray brace is broken there", arguments: [("a{b", 1), ("a}", 1), ("{a{b}}", 2), ("{}", 1)])
    func broken(template: String, offset: Int) {
        #expect(TemplateText(template).brokenAt == offset)
    }
}
