import Testing

@Suite("What @Tool refuses")
struct ToolDiagnosticsTests {
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
            testDescription: "A task that the function begins, without a context",
            source: #"""
                /// Doc.
                @Tool(task: .allowed.begunByFunction)
                func wait() {}
                """#,
            diagnostics: [
                "2:13: error: a function that begins its task needs a parameter of type 'Context', to call "
                    + "'beginTask()'"
            ]
        ),
        Refusal(
            testDescription: "A task that runs inline",
            source: #"""
                /// Doc.
                @Tool(execution: .inline, task: .required.restartable)
                func wait() {}
                """#,
            diagnostics: [
                "2:18: error: a task runs in the background: leave 'execution' out, or 'task'"
            ]
        ),
        Refusal(
            testDescription: "A property",
            source: #"""
                /// Doc.
                @Tool
                var count: Int { 0 }
                """#,
            diagnostics: [
                #"2:1: error: @Tool is for functions"#
            ]
        ),
        Refusal(
            testDescription: "A type",
            source: #"""
                /// Doc.
                @Tool
                struct Library {}
                """#,
            diagnostics: [
                #"2:1: error: @Tool is for functions"#
            ]
        ),
        Refusal(
            testDescription: "A generic function",
            source: #"""
                /// Doc.
                @Tool
                func first<T: Schemable>(of list: [T]) -> T { list[0] }
                """#,
            diagnostics: [
                #"3:11: error: @Tool needs a function that is not generic: callers send JSON, which names no types"#
            ]
        ),
        Refusal(
            testDescription: "An inout parameter",
            source: #"""
                /// Doc.
                @Tool
                func change(value: inout Int) {}
                """#,
            diagnostics: [
                #"3:20: error: parameter 'value': a caller over the network has no variable for 'inout'"#
            ],
            fixes: [
                #"remove 'inout'"#: #"""
                /// Doc.
                @Tool
                func change(value: Int) {}
                """#
            ]
        ),
        Refusal(
            testDescription: "A variadic parameter",
            source: #"""
                /// Doc.
                @Tool
                func sum(of values: Int...) -> Int { 0 }
                """#,
            diagnostics: [
                #"3:24: error: parameter 'values': a list of values is an array"#
            ],
            fixes: [
                #"take an array"#: #"""
                /// Doc.
                @Tool
                func sum(of values: [Int]) -> Int { 0 }
                """#
            ]
        ),
        Refusal(
            testDescription: "A tuple",
            source: #"""
                /// Doc.
                @Tool
                func run(pair: (a: Int, b: Int)) {}
                """#,
            diagnostics: [
                #"3:16: error: parameter 'pair': a tuple has no form in JSON: declare a struct with @Schemable"#
            ]
        ),
        Refusal(
            testDescription: "A closure",
            source: #"""
                /// Doc.
                @Tool
                func run(then body: @escaping () -> Void) {}
                """#,
            diagnostics: [
                #"3:31: error: parameter 'body': a function has no form in JSON"#
            ]
        ),
        Refusal(
            testDescription: "Any",
            source: #"""
                /// Doc.
                @Tool
                func run(value: Any) {}
                """#,
            diagnostics: [
                #"3:17: error: parameter 'value': 'Any' does not say what to read"#
            ],
            fixes: [
                #"take any JSON as 'JSONValue'"#: #"""
                /// Doc.
                @Tool
                func run(value: JSONValue) {}
                """#
            ]
        ),
        Refusal(
            testDescription: "An opaque type",
            source: #"""
                /// Doc.
                @Tool
                func run(value: some Sequence) {}
                """#,
            diagnostics: [
                #"3:17: error: parameter 'value': 'some Sequence' does not say which type to read: name one type, or an enum with @Schemable"#
            ]
        ),
        Refusal(
            testDescription: "A mutating method",
            source: #"""
                struct A {
                    /// Doc.
                    @Tool
                    mutating func run() {}
                }
                """#,
            diagnostics: [
                #"4:5: error: @Tool needs a method that does not mutate: many calls share one value"#
            ]
        ),
        Refusal(
            testDescription: "No documentation",
            source: #"""
                struct A {
                    @Tool
                    func run() {}
                }
                """#,
            diagnostics: [
                #"3:10: warning: 'run' has no documentation, and a model chooses by it"#
            ],
            fixes: [
                #"write a documentation comment"#: #"""
                struct A {
                    /// <#What it does, for a model to choose by#>
                    @Tool
                    func run() {}
                }
                """#
            ]
        ),
        Refusal(
            testDescription: "Documentation of no parameter",
            source: #"""
                /// Doc.
                ///
                /// - Parameter querry: Words.
                @Tool
                func find(query: String) {}
                """#,
            diagnostics: [
                #"5:6: warning: the documentation of 'find' is about a parameter 'querry' that it does not have"#
            ]
        ),
        Refusal(
            testDescription: "A hint that is not one",
            source: #"""
                /// Doc.
                @Tool(.readOnly, hint)
                func run() {}
                """#,
            diagnostics: [
                #"2:18: error: write the hint itself, as '.readOnly'"#
            ]
        ),
        Refusal(
            testDescription: "Reading and destroying",
            source: #"""
                /// Doc.
                @Tool(.readOnly, .destructive)
                func run() {}
                """#,
            diagnostics: [
                #"2:18: error: a tool that only reads destroys nothing"#
            ]
        ),
        Refusal(
            testDescription: "An open and closed world",
            source: #"""
                /// Doc.
                @Tool(.openWorld, .closedWorld)
                func run() {}
                """#,
            diagnostics: [
                #"2:19: error: '.closedWorld' contradicts a hint before it"#
            ]
        ),
        Refusal(
            testDescription: "A limit that is none",
            source: #"""
                /// Doc.
                @Tool(limits: "10/second; 30 each minute")
                func run() {}
                """#,
            diagnostics: [
                #"2:15: error: "30 each minute" is no rate limit: write one as "30/minute" or "5 per 2 minutes burst 3""#
            ]
        ),
        Refusal(
            testDescription: "A default outside its rules",
            source: #"""
                /// Doc.
                @Tool
                func run(@Field(.range(1...50)) limit: Int = 500) {}
                """#,
            diagnostics: [
                #"3:46: error: the default breaks the rules of 'limit': it must be at most 50, was 500"#
            ]
        ),
        Refusal(
            testDescription: "A rule in Swift at a parameter",
            source: #"""
                /// Doc.
                @Tool
                func run(@Field(.length(1...9), .validate(Rules.check)) a: String, @Field(.validate { _ in }) b: Int) {}
                """#,
            diagnostics: [
                """
                3:33: error: a parameter takes '.validate' under a name alone: declare 'extension FieldRule { static \
                let valid = FieldRule.validate { … } }' and write '@Field(.valid)'
                """,
                """
                3:75: error: a parameter takes '.validate' under a name alone: declare 'extension FieldRule { static \
                let valid = FieldRule.validate { … } }' and write '@Field(.valid)'
                """,
            ]
        ),
        Refusal(
            testDescription: "Two arguments of one name",
            source: #"""
                /// Doc.
                @Tool
                func run(a: Int, @Field(.name("a")) b: Int) {}
                """#,
            diagnostics: [
                #"3:18: error: two members are called "a" in JSON"#
            ]
        ),
    ]
}
