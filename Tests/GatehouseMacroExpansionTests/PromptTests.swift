import Testing

@Suite("@Prompt")
struct PromptTests {
    @Test("Arguments are read as what the function takes")
    func argumentsAreReadAsWhatTheFunctionTakes() {
        let expansion = Expansion(
            #"""
            struct Library {
                /// Recommends what to read next.
                ///
                /// - Parameter genre: What kind of book.
                @Prompt(title: "Recommend")
                func recommendNext(genre: Genre, @Field(.range(1...5)) count: Int = 3, @Field(.title("Mood")) mood: String?) -> [PromptMessage] { [] }
            }
            """#)
        #expect(
            expansion.text == #"""
                struct Library {
                    /// Recommends what to read next.
                    ///
                    /// - Parameter genre: What kind of book.
                    func recommendNext(genre: Genre, @Field(.range(1...5)) count: Int = 3, @Field(.title("Mood")) mood: String?) -> [PromptMessage] { [] }

                    private enum recommendNextRules {
                        static let count = FieldRules(.range(1...5))
                    }

                    /// What clients see of ``recommendNext(genre:count:mood:)``.
                    var recommendNextPrompt: Prompt {
                        Prompt(
                            name: "recommend_next",
                            description: "Recommends what to read next.",
                            arguments: [
                                PromptArgument(name: "genre", description: "What kind of book.", required: true),
                                PromptArgument(name: "count", required: false),
                                PromptArgument(name: "mood", title: "Mood", required: false)
                            ],
                            options: Prompt.Options(title: "Recommend"),
                            types: ["genre": Genre.self],
                            reading: { values, context -> [PromptMessage] in
                                try self.recommendNext(
                                    genre: values.required("genre"),
                                    count: values.optional("count", recommendNextRules.count) ?? 3,
                                    mood: values.optional("mood")
                                )
                            }
                        )
                    }
                }
                """#)
        #expect(expansion.diagnostics.isEmpty)
    }

    @Test("A prompt without arguments")
    func aPromptWithoutArguments() {
        let expansion = Expansion(
            #"""
            /// Says hello.
            @Prompt
            func hello() async -> String { "" }
            """#)
        #expect(
            expansion.text == #"""
                /// Says hello.
                func hello() async -> String { "" }

                /// What clients see of ``hello()``.
                var helloPrompt: Prompt {
                    Prompt(
                        name: "hello",
                        description: "Says hello.",
                        reading: { _, context -> String in
                            await hello()
                        }
                    )
                }
                """#)
        #expect(expansion.diagnostics.isEmpty)
    }
}
