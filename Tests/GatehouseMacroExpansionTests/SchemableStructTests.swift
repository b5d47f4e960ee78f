import Testing

@Suite("@Schemable on structs")
struct SchemableStructTests {
    @Test("show")
    func show() {
        let e = Expansion(
            """
            /// A book.
            @Schemable public struct Book<T> {
                /// The ISBN.
                let isbn: String
                @Field(.range(0...5), .name("star_count")) var stars: Int = 0
                var subtitle: String?
                let reader: [T]
            }
            /// Shape
            @Schemable enum Shape { 
               /// A circle
               /// - Parameter radius: In metres.
               case circle(radius: Double), square(side: Double), point
               }
            @Schemable enum Genre: String { case crime, poetry
              /// other
              case other = "o" }
            @Schemable enum Plain { case crime, `default` }

            @Toolbox
            struct Library {
                let catalog: Catalog

                /// Searches the catalogue by title, author or ISBN.
                ///
                /// More text.
                /// - Parameters:
                ///   - query: Words to look for.
                ///   - limit: How many books
                ///     to return.
                /// - Returns: The books.
                @Tool(.readOnly, requires: .permission("books:read"), limits: "30/minute", timeout: .seconds(5))
                func searchBooks(
                    @Field(.length(1...200)) query: String,
                    @Field(.range(1...50)) limit: Int = 10,
                    @Depends(.catalogConnection) db: Connection,
                    context: Context
                ) async throws -> [Book] { [] }

                @Tool
                func plain() {}

                @Resource("book://{isbn}", mimeType: "application/json")
                func book(isbn: ISBN) async throws -> Book { }

                /// Recommends what to read next.
                @Prompt
                func recommend(genre: Genre) -> [PromptMessage] { }

                @Completion(for: "recommend", argument: "genre")
                func genres(_ prefix: String) -> [String] { }
            }
            """)
        print(e.text)
        print(e.diagnostics.joined(separator: "\n"))
        print(e.fixes)
    }
}
