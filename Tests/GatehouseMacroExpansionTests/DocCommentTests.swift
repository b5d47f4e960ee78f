import SwiftParser
import SwiftSyntax
import Testing

@testable import GatehouseMacroExpansion

@Suite("Documentation comments")
struct DocCommentTests {
    private func comment(_ text: String) -> DocComment {
        DocComment(lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    }

    @Test("Lines are joined to paragraphs")
    func paragraphs() {
        let comment = comment("One\ntwo.\n\nThree.\n\n\nFour.")
        #expect(comment.summary == "One two.\n\nThree.\n\nFour.")
    }

    @Test("Lists, headings and code keep their lines")
    func blocks() {
        let comment = comment("Kinds:\n- one\n- two: too\n1. first\n```\nlet a\nlet b\n```\nEnd.")
        #expect(comment.summary == "Kinds:\n- one\n- two: too\n1. first\n```\nlet a\nlet b\n```\nEnd.")
    }

    @Test("A heading on the first line is the title")
    func title() {
        let comment = comment("# Search\n\nSearches.")
        #expect(comment.title == "Search")
        #expect(comment.summary == "Searches.")
    }

    @Test("Parameters are told one by one or in a list")
    func parameters() {
        let comment = comment(
            "Adds.\n\n- Parameter a: The first.\n- Parameter `in`: Another\n  one.\n- Parameters:\n  - b: The second,\n    which is last.\n  - c:\n- Returns: The\n  sum.\n- Throws: Nothing.\n  Ever.\n"
        )
        #expect(comment.summary == "Adds.")
        #expect(comment.parameters == ["a": "The first.", "in": "Another one.", "b": "The second, which is last."])
        #expect(comment.returns == "The sum.")
        #expect(comment.description == "Adds.\n\nReturns: The sum.")
    }

    @Test("Only the last comment in front of a declaration is its documentation")
    func lastComment() {
        let source: SourceFileSyntax = Parser.parse(source: "/// Of another.\n\n// Aside.\n/// Mine.\nfunc f() {}")
        let item = source.statements.first
        #expect(item.map { DocComment(of: $0).summary } == "Mine.")
    }

    @Test(
        "A block comment is documentation, and so is a comment behind the attributes",
        arguments: ["/**\n * Mine,\n * all.\n */\nfunc f() {}", "@A\n/// Mine,\n/// all.\nfunc f() {}"])
    func places(text: String) throws {
        let source: SourceFileSyntax = Parser.parse(source: text)
        let function = try #require(source.statements.first?.item.as(FunctionDeclSyntax.self))
        #expect(DocComment(of: function).summary == "Mine, all.")
    }
}
