import Testing

@Suite("@Resource")
struct ResourceTests {
    @Test("A template's variables are the parameters")
    func aTemplatesVariablesAreTheParameters() {
        let expansion = Expansion(
            #"""
            struct Library {
                /// A book.
                @Resource("book://{isbn}{?page}", mimeType: "application/json", timeToLive: .seconds(60))
                func book(@Field(.pattern("^[0-9]+$")) isbn: ISBN, page: Int = 1, context: Context) async throws -> Book? { nil }
            }
            """#)
        #expect(
            expansion.text == #"""
                struct Library {
                    /// A book.
                    func book(@Field(.pattern("^[0-9]+$")) isbn: ISBN, page: Int = 1, context: Context) async throws -> Book? { nil }

                    private enum bookRules {
                        static let isbn = FieldRules(.pattern("^[0-9]+$"))
                    }

                    /// What clients see of ``book(isbn:page:context:)``.
                    var bookResource: Resource {
                        Resource(
                            template: "book://{isbn}{?page}",
                            name: "book",
                            options: Resource.Options(description: "A book.", mimeType: "application/json", timeToLive: .seconds(60)),
                            types: ["isbn": ISBN.self],
                            reading: { values, context -> Book in
                                guard let value = try await self.book(
                                    isbn: values.required("isbn", bookRules.isbn),
                                    page: values.optional("page") ?? 1,
                                    context: context
                                ) else { throw ResourceNotFound() }
                                return value
                            }
                        )
                    }
                }
                """#)
        #expect(expansion.diagnostics.isEmpty)
    }

    @Test("A fixed resource")
    func aFixedResource() {
        let expansion = Expansion(
            #"""
            @Resource("library://motto", name: "motto-text", title: "Motto", requires: .scope("read"))
            func motto(@Depends(.pool) pool: Pool) -> String { "" }
            """#)
        #expect(
            expansion.text == #"""

                func motto(@Depends(.pool) pool: Pool) -> String { "" }

                /// What clients see of ``motto(pool:)``.
                var mottoResource: Resource {
                    Resource(
                        uri: "library://motto",
                        name: "motto-text",
                        options: Resource.Options(title: "Motto", access: .scope("read"), needs: Needs(.pool)),
                        reading: { _, context -> String in
                            try await motto(pool: context.resolve(.pool))
                        }
                    )
                }
                """#)
        #expect(expansion.diagnostics.isEmpty)
    }
}
