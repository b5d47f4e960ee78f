import Testing

@Suite("@Completion")
struct CompletionTests {
    @Test("Suggestions for a prompt and for a template")
    func suggestionsForAPromptAndForATemplate() {
        let expansion = Expansion(
            #"""
            struct Library {
                @Completion(for: "recommend", argument: "genre")
                func genres(_ prefix: String) -> [String] { [] }

                @Completion(for: "city://{country}/{city}", argument: "city")
                func cities(prefix: String, country: String?, context: Context) async throws -> [String] { [] }
            }
            """#)
        #expect(
            expansion.text == #"""
                struct Library {
                    func genres(_ prefix: String) -> [String] { [] }

                    /// What clients see of ``genres(_:)``.
                    var genresCompletion: Completion {
                        Completion(prompt: "recommend", argument: "genre") { request, context -> [String] in
                            self.genres(request.value)
                        }
                    }
                    func cities(prefix: String, country: String?, context: Context) async throws -> [String] { [] }

                    /// What clients see of ``cities(prefix:country:context:)``.
                    var citiesCompletion: Completion {
                        Completion(template: "city://{country}/{city}", argument: "city") { request, context -> [String] in
                            try await self.cities(prefix: request.value, country: request.arguments["country"], context: context)
                        }
                    }
                }
                """#)
        #expect(expansion.diagnostics.isEmpty)
    }
}
