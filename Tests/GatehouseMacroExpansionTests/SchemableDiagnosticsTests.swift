import Testing

@Suite("What @Schemable refuses")
struct SchemableDiagnosticsTests {
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
            testDescription: "A class has identity",
            source: #"""
                @Schemable
                final class Book {}
                """#,
            diagnostics: [
                #"1:1: error: @Schemable is for structs and enums: values that travel as JSON have no identity"#
            ]
        ),
        Refusal(
            testDescription: "An actor has identity",
            source: #"""
                @Schemable
                actor Book {}
                """#,
            diagnostics: [
                #"1:1: error: @Schemable is for structs and enums: values that travel as JSON have no identity"#
            ]
        ),
        Refusal(
            testDescription: "An enum without cases has no values",
            source: #"""
                @Schemable
                enum Nothing {}
                """#,
            diagnostics: [
                #"2:6: error: an enum without cases has no values to publish"#
            ]
        ),
        Refusal(
            testDescription: "A tuple has no form",
            source: #"""
                @Schemable
                struct Pair {
                    let pair: (Int, Int)
                }
                """#,
            diagnostics: [
                #"3:15: error: property 'pair': a tuple has no form in JSON: declare a struct with @Schemable"#
            ]
        ),
        Refusal(
            testDescription: "A function in a list has no form",
            source: #"""
                @Schemable
                struct Actions {
                    let all: [@Sendable () -> Void]
                }
                """#,
            diagnostics: [
                #"3:25: error: property 'all': a function has no form in JSON"#
            ]
        ),
        Refusal(
            testDescription: "Any says nothing",
            source: #"""
                @Schemable
                struct Bag {
                    let content: [String: Any]
                }
                """#,
            diagnostics: [
                #"3:27: error: property 'content': 'Any' does not say what to read"#
            ],
            fixes: [
                #"take any JSON as 'JSONValue'"#: #"""
                @Schemable
                struct Bag {
                    let content: [String: JSONValue]
                }
                """#
            ]
        ),
        Refusal(
            testDescription: "An existential says nothing",
            source: #"""
                @Schemable
                struct Bag {
                    let content: any Codable
                }
                """#,
            diagnostics: [
                #"3:18: error: property 'content': 'any Codable' does not say which type to read: name one type, or an enum with @Schemable"#
            ]
        ),
        Refusal(
            testDescription: "A metatype has no form",
            source: #"""
                @Schemable
                struct Kind {
                    let type: Int.Type
                }
                """#,
            diagnostics: [
                #"3:15: error: property 'type': a type has no form in JSON"#
            ]
        ),
        Refusal(
            testDescription: "A type must be written",
            source: #"""
                @Schemable
                struct Guess {
                    var value = compute()
                }
                """#,
            diagnostics: [
                #"3:9: error: write the type of 'value': a macro cannot infer it"#
            ]
        ),
        Refusal(
            testDescription: "A constant with a value cannot be read",
            source: #"""
                @Schemable
                struct Fixed {
                    let version: Int = 2
                }
                """#,
            diagnostics: [
                #"3:22: error: a constant that has its value cannot be read from JSON"#
            ],
            fixes: [
                #"make it a 'var' with a default"#: #"""
                @Schemable
                struct Fixed {
                    var version: Int = 2
                }
                """#
            ]
        ),
        Refusal(
            testDescription: "A tuple pattern is no property",
            source: #"""
                @Schemable
                struct Pair {
                    var (a, b): (Int, Int)
                }
                """#,
            diagnostics: [
                #"3:9: error: declare each property by itself: JSON has no tuples"#
            ]
        ),
        Refusal(
            testDescription: "A property under a condition",
            source: #"""
                @Schemable
                struct Odd {
                    #if DEBUG
                        let trace: String
                    #endif
                }
                """#,
            diagnostics: [
                #"3:5: error: a property under #if would make a schema that depends on how it was built"#
            ]
        ),
        Refusal(
            testDescription: "A case under a condition",
            source: #"""
                @Schemable
                enum Odd {
                    case a
                    #if DEBUG
                        case b
                    #endif
                }
                """#,
            diagnostics: [
                #"4:5: error: a case under #if would make a schema that depends on how it was built"#
            ]
        ),
        Refusal(
            testDescription: "A parameter without constraint",
            source: #"""
                @Schemable
                struct Box<Item> {
                    let item: Item
                }
                """#,
            diagnostics: [
                #"2:12: error: 'Item' must be Schemable, because values of it are read and written"#
            ],
            fixes: [
                #"add ': Schemable'"#: #"""
                @Schemable
                struct Box<Item: Schemable> {
                    let item: Item
                }
                """#
            ]
        ),
        Refusal(
            testDescription: "Two members of one name",
            source: #"""
                @Schemable
                struct Twice {
                    let a: Int
                    @Field(.name("a")) let b: Int
                }
                """#,
            diagnostics: [
                #"4:28: error: two members are called "a" in JSON"#
            ]
        ),
        Refusal(
            testDescription: "A name that JSON would escape",
            source: #"""
                @Schemable
                struct Quoted {
                    @Field(.name("a\"b")) let a: Int
                }
                """#,
            diagnostics: [
                #"3:31: error: a member's name has no quotation marks, backslashes and control characters"#
            ]
        ),
        Refusal(
            testDescription: "A name that is no literal",
            source: #"""
                @Schemable
                struct Named {
                    @Field(.name(other)) let a: Int
                }
                """#,
            diagnostics: [
                #"3:18: error: a member's name must be a string literal"#
            ]
        ),
        Refusal(
            testDescription: "Two cases of one name",
            source: #"""
                @Schemable(naming: .snakeCase)
                enum Twice {
                    case aB
                    case a_b
                }
                """#,
            diagnostics: [
                #"4:10: error: two cases are called "a_b" in JSON"#
            ]
        ),
        Refusal(
            testDescription: "Values without labels",
            source: #"""
                @Schemable
                enum Pair {
                    case both(Int, Int)
                }
                """#,
            diagnostics: [
                #"3:15: error: case 'both': give each value a label, which is its name in JSON"#,
                #"3:20: error: case 'both': give each value a label, which is its name in JSON"#,
            ]
        ),
        Refusal(
            testDescription: "A label that tells cases apart",
            source: #"""
                @Schemable
                enum Shape {
                    case circle(type: String)
                }
                """#,
            diagnostics: [
                #"3:17: error: "type" tells the cases apart: choose another label, or another 'discriminator:'"#
            ]
        ),
        Refusal(
            testDescription: "A discriminator that is no literal",
            source: #"""
                @Schemable(discriminator: tag)
                enum Shape {
                    case circle(radius: Double)
                }
                """#,
            diagnostics: [
                #"1:27: error: the discriminator must be a string literal"#
            ]
        ),
        Refusal(
            testDescription: "@Field on a function",
            source: #"""
                struct A {
                    @Field(.unique)
                    func run() {}
                }
                """#,
            diagnostics: [
                #"2:5: error: @Field is for stored properties, parameters and cases with values"#
            ]
        ),
        Refusal(
            testDescription: "A rule in front of a case that is not about keeping",
            source: #"""
                @Schemable
                enum Way {
                    @Field(.minLength(3))
                    case card(number: String)
                }
                """#,
            diagnostics: [
                #"3:5: error: in front of a case, @Field says what may be kept of its values: .secret, .personal or .open"#
            ]
        ),
        Refusal(
            testDescription: "A declaration in front of a case without values",
            source: #"""
                @Schemable
                enum Way {
                    @Field(.secret)
                    case cash
                    case card(number: String)
                }
                """#,
            diagnostics: [
                #"3:5: error: the case has no values that @Field could be about"#
            ]
        ),
    ]
}
