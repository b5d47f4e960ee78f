import Testing

@Suite("What @Completion refuses")
struct CompletionDiagnosticsTests {
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
            testDescription: "Nothing typed",
            source: #"""
                @Completion(for: "a", argument: "b")
                func all() -> [String] { [] }
                """#,
            diagnostics: [
                #"2:9: error: @Completion needs a parameter of type 'String' for what was typed"#
            ]
        ),
        Refusal(
            testDescription: "Not text",
            source: #"""
                @Completion(for: "a", argument: "b")
                func all(_ prefix: Int) -> [String] { [] }
                """#,
            diagnostics: [
                #"2:20: error: what was typed is a 'String'"#
            ]
        ),
        Refusal(
            testDescription: "Another argument must be optional",
            source: #"""
                @Completion(for: "a", argument: "b")
                func all(_ prefix: String, country: String) -> [String] { [] }
                """#,
            diagnostics: [
                #"2:37: error: 'country' is an argument that may not be given yet: take a 'String?'"#
            ],
            fixes: [
                #"take a 'String?'"#: #"""
                @Completion(for: "a", argument: "b")
                func all(_ prefix: String, country: String?) -> [String] { [] }
                """#
            ]
        ),
        Refusal(
            testDescription: "A target that is no literal",
            source: #"""
                @Completion(for: target, argument: "b")
                func all(_ prefix: String) -> [String] { [] }
                """#,
            diagnostics: [
                #"1:18: error: name the prompt or the URI template with a string literal"#
            ]
        ),
    ]
}
