import Testing

@Suite("What @Resource refuses")
struct ResourceDiagnosticsTests {
    /// Source, and everything that is said of it.
    struct Refusal: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let source: String
        let diagnostics: [String]
        /// What each fix-it says, and the source after it.
        var fixes: [String: String] = [:]
    }

    @Test("Each mistake is reported where it is made, with the way out where there is one", arguments: refusals)
    func reports(_ refusal: Refusal) {
        let expansion = Expansion(refusal.source)
        #expect(expansion.diagnostics == refusal.diagnostics)
        #expect(expansion.fixes == refusal.fixes)
    }

    static let refusals = [
        Refusal(
            testDescription: "A variable without a parameter",
            source: #"""
                struct A {
                    @Resource("book://{isbn}/{page}")
                    func book(isbn: String) -> String { "" }
                }
                """#,
            diagnostics: [
                #"2:31: error: 'book' has no parameter for the variable 'page'"#
            ],
            fixes: [
                #"add the parameter 'page'"#: #"""
                struct A {
                    @Resource("book://{isbn}/{page}")
                    func book(isbn: String, page: String) -> String { "" }
                }
                """#
            ]
        ),
        Refusal(
            testDescription: "The first variable without a parameter",
            source: #"""
                @Resource("book://{isbn}")
                func book() -> String { "" }
                """#,
            diagnostics: [
                #"1:20: error: 'book' has no parameter for the variable 'isbn'"#
            ],
            fixes: [
                #"add the parameter 'isbn'"#: #"""
                @Resource("book://{isbn}")
                func book(isbn: String) -> String { "" }
                """#
            ]
        ),
        Refusal(
            testDescription: "A parameter that is no variable",
            source: #"""
                @Resource("book://{isbn}")
                func book(isbn: String, page: Int) -> String { "" }
                """#,
            diagnostics: [
                #"2:25: error: "book://{isbn}" has no variable {page} that gives this parameter its value"#
            ]
        ),
        Refusal(
            testDescription: "A parameter at a fixed URI",
            source: #"""
                @Resource("library://motto")
                func motto(language: String) -> String { "" }
                """#,
            diagnostics: [
                #"2:12: error: "library://motto" has no variable {language} that gives this parameter its value"#
            ]
        ),
        Refusal(
            testDescription: "A brace without another",
            source: #"""
                @Resource("book://{isbn")
                func book(isbn: String) -> String { "" }
                """#,
            diagnostics: [
                #"1:19: error: the URI template has a brace that does not belong to a variable"#
            ]
        ),
        Refusal(
            testDescription: "A URI that is no literal",
            source: #"""
                @Resource(uri)
                func book() -> String { "" }
                """#,
            diagnostics: [
                #"1:11: error: a resource's URI must be a string literal: its variables are the function's parameters"#
            ]
        ),
        Refusal(
            testDescription: "Nothing to read",
            source: #"""
                @Resource("library://motto")
                func motto() {}
                """#,
            diagnostics: [
                #"2:6: error: @Resource needs a function that returns what is read"#
            ]
        ),
    ]
}
