import Testing

@Suite("What @Prompt refuses")
struct PromptDiagnosticsTests {
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
            testDescription: "Nothing to say",
            source: #"""
                /// Doc.
                @Prompt
                func hello() {}
                """#,
            diagnostics: [
                #"3:6: error: @Prompt needs a function that returns messages"#
            ]
        ),
        Refusal(
            testDescription: "A generic function",
            source: #"""
                /// Doc.
                @Prompt
                func hello<T>(of value: T) -> String { "" }
                """#,
            diagnostics: [
                #"3:11: error: @Prompt needs a function that is not generic: callers send JSON, which names no types"#
            ]
        ),
        Refusal(
            testDescription: "No documentation",
            source: #"""
                @Prompt
                func hello() -> String { "" }
                """#,
            diagnostics: [
                #"2:6: warning: 'hello' has no documentation, and a model chooses by it"#
            ],
            fixes: [
                #"write a documentation comment"#: #"""
                /// <#What it does, for a model to choose by#>
                @Prompt
                func hello() -> String { "" }
                """#
            ]
        ),
    ]
}
