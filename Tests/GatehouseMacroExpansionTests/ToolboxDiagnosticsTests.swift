import Testing

@Suite("What @Toolbox refuses")
struct ToolboxDiagnosticsTests {
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
            testDescription: "A protocol",
            source: #"""
                @Toolbox
                protocol Library {}
                """#,
            diagnostics: [
                #"1:1: error: @Toolbox is for structs, classes, actors and enums"#
            ]
        ),
        Refusal(
            testDescription: "Two tools of one name",
            source: #"""
                @Toolbox
                struct Library {
                    /// A.
                    @Tool func findBook() {}
                    /// B.
                    @Tool(name: "find_book") func search() {}
                }
                """#,
            diagnostics: [
                #"4:16: error: two tools are called "find_book""#,
                #"6:17: error: two tools are called "find_book""#,
            ]
        ),
        Refusal(
            testDescription: "Two resources at one URI",
            source: #"""
                @Toolbox
                struct Library {
                    @Resource("a://b") func a() -> String { "" }
                    @Resource("a://b") func b() -> String { "" }
                }
                """#,
            diagnostics: [
                #"3:15: error: two resources are called "a://b""#,
                #"4:15: error: two resources are called "a://b""#,
            ]
        ),
        Refusal(
            testDescription: "Two functions of one name",
            source: #"""
                @Toolbox
                struct Library {
                    /// A.
                    @Tool func find() {}
                    /// B.
                    @Tool(name: "find_by_id") func find(id: Int) {}
                }
                """#,
            diagnostics: [
                #"4:16: error: another function called 'find' is declared as a tool: give one of them another name"#,
                #"6:36: error: another function called 'find' is declared as a tool: give one of them another name"#,
            ]
        ),
        Refusal(
            testDescription: "Two tools of one name and version",
            source: #"""
                @Toolbox
                struct Library {
                    /// A.
                    @Tool(name: "find", version: "1") func findOld() {}
                    /// B.
                    @Tool(version: "1") func find() {}
                }
                """#,
            diagnostics: [
                #"4:17: error: two tools are called "find""#,
                #"6:30: error: two tools are called "find""#,
            ]
        ),
        Refusal(
            testDescription: "A tool under a condition",
            source: #"""
                @Toolbox
                struct Library {
                    #if DEBUG
                        /// A.
                        @Tool func a() {}
                    #endif
                }
                """#,
            diagnostics: [
                #"5:9: error: a component under #if cannot be in a toolbox: declare it outside, or register it by itself"#
            ]
        ),
        Refusal(
            testDescription: "A completion for the Swift name",
            source: #"""
                @Toolbox
                struct Library {
                    /// A.
                    @Prompt func recommendBook(genre: String) -> String { "" }
                    @Completion(for: "recommendBook", argument: "genre") func genres(_ text: String) -> [String] { [] }
                }
                """#,
            diagnostics: [
                #"5:22: error: clients know 'recommendBook' as "recommend_book""#
            ],
            fixes: [
                #"write "recommend_book""#: #"""
                @Toolbox
                struct Library {
                    /// A.
                    @Prompt func recommendBook(genre: String) -> String { "" }
                    @Completion(for: "recommend_book", argument: "genre") func genres(_ text: String) -> [String] { [] }
                }
                """#
            ]
        ),
        Refusal(
            testDescription: "A completion for no argument",
            source: #"""
                @Toolbox
                struct Library {
                    /// A.
                    @Prompt func recommend(genre: String) -> String { "" }
                    @Completion(for: "recommend", argument: "genres") func genres(_ text: String) -> [String] { [] }
                }
                """#,
            diagnostics: [
                #"5:45: error: 'recommend' has no argument "genres""#
            ]
        ),
    ]
}
