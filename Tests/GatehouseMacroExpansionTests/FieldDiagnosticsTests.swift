import Testing

@Suite("What @Field refuses")
struct FieldDiagnosticsTests {
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
            testDescription: "Bounds the wrong way round",
            source: #"""
                @Schemable
                struct Checked {
                    @Field(.range(5...1)) let x: Int
                }
                """#,
            diagnostics: [
                #"3:12: error: no value satisfies 'x': the least is 5 and the greatest 1"#
            ],
            fixes: [
                #"swap the bounds"#: #"""
                @Schemable
                struct Checked {
                    @Field(.range(1...5)) let x: Int
                }
                """#
            ]
        ),
        Refusal(
            testDescription: "Double bounds the wrong way round",
            source: #"""
                @Schemable
                struct Checked {
                    @Field(.range(0.5...(-0.5))) let x: Double
                }
                """#,
            diagnostics: [
                #"3:12: error: no value satisfies 'x': the least is 0.5 and the greatest -0.5"#
            ],
            fixes: [
                #"swap the bounds"#: #"""
                @Schemable
                struct Checked {
                    @Field(.range((-0.5)...0.5)) let x: Double
                }
                """#
            ]
        ),
        Refusal(
            testDescription: "Negative bounds the wrong way round",
            source: #"""
                @Schemable
                struct Checked {
                    @Field(.range(-1 ... -5)) let x: Int
                }
                """#,
            diagnostics: [
                #"3:12: error: no value satisfies 'x': the least is -1 and the greatest -5"#
            ],
            fixes: [
                #"swap the bounds"#: #"""
                @Schemable
                struct Checked {
                    @Field(.range(-5 ... -1)) let x: Int
                }
                """#
            ]
        ),
        Refusal(
            testDescription: "An empty half-open range",
            source: #"""
                @Schemable
                struct Checked {
                    @Field(.range(1..<1)) let x: Int
                }
                """#,
            diagnostics: [
                #"3:12: error: no value satisfies 'x': nothing lies between 1 and 1"#
            ]
        ),
        Refusal(
            testDescription: "Minimum above maximum",
            source: #"""
                @Schemable
                struct Checked {
                    @Field(.minimum(3), .maximum(2)) let x: Int
                }
                """#,
            diagnostics: [
                #"3:25: error: no value satisfies 'x': the least is 3 and the greatest 2"#
            ]
        ),
        Refusal(
            testDescription: "Exclusive bounds that meet",
            source: #"""
                @Schemable
                struct Checked {
                    @Field(.exclusiveMinimum(2), .maximum(2)) let x: Int
                }
                """#,
            diagnostics: [
                #"3:34: error: no value satisfies 'x': nothing lies between 2 and 2"#
            ]
        ),
        Refusal(
            testDescription: "Lengths the wrong way round",
            source: #"""
                @Schemable
                struct Checked {
                    @Field(.minLength(9), .maxLength(3)) let x: String
                }
                """#,
            diagnostics: [
                #"3:27: error: no value satisfies 'x': the least is 9 and the greatest 3"#
            ]
        ),
        Refusal(
            testDescription: "A length range the wrong way round",
            source: #"""
                @Schemable
                struct Checked {
                    @Field(.length(200...1)) let x: String
                }
                """#,
            diagnostics: [
                #"3:12: error: no value satisfies 'x': the least is 200 and the greatest 1"#
            ],
            fixes: [
                #"swap the bounds"#: #"""
                @Schemable
                struct Checked {
                    @Field(.length(1...200)) let x: String
                }
                """#
            ]
        ),
        Refusal(
            testDescription: "A negative length",
            source: #"""
                @Schemable
                struct Checked {
                    @Field(.minLength(-1)) let x: String
                }
                """#,
            diagnostics: [
                #"3:23: error: a length is never negative"#
            ]
        ),
        Refusal(
            testDescription: "A negative count",
            source: #"""
                @Schemable
                struct Checked {
                    @Field(.count(-2)) let x: [Int]
                }
                """#,
            diagnostics: [
                #"3:19: error: a count is never negative"#
            ]
        ),
        Refusal(
            testDescription: "Counts the wrong way round",
            source: #"""
                @Schemable
                struct Checked {
                    @Field(.minItems(2), .maxItems(1)) let x: [Int]
                }
                """#,
            diagnostics: [
                #"3:26: error: no value satisfies 'x': the least is 2 and the greatest 1"#
            ]
        ),
        Refusal(
            testDescription: "A multiple of nothing",
            source: #"""
                @Schemable
                struct Checked {
                    @Field(.multipleOf(0)) let x: Int
                }
                """#,
            diagnostics: [
                #"3:24: error: a multiple is of a number above 0"#
            ]
        ),
        Refusal(
            testDescription: "A bad pattern",
            source: #"""
                @Schemable
                struct Checked {
                    @Field(.pattern("[a-")) let x: String
                }
                """#,
            diagnostics: [
                #"3:21: error: the pattern is no regular expression that is supported: a "[" without its "]" at position 0"#
            ]
        ),
        Refusal(
            testDescription: "A pattern that takes more than linear time",
            source: #"""
                @Schemable
                struct Checked {
                    @Field(.pattern("(a)\\1")) let x: String
                }
                """#,
            diagnostics: [
                #"3:21: error: the pattern is no regular expression that is supported: a backreference at position 3"#
            ]
        ),
        Refusal(
            testDescription: "A default below the range",
            source: #"""
                @Schemable
                struct Checked {
                    @Field(.range(1...50)) var x: Int = 0
                }
                """#,
            diagnostics: [
                #"3:41: error: the default breaks the rules of 'x': it must be at least 1, was 0"#
            ]
        ),
        Refusal(
            testDescription: "A default above an exclusive bound",
            source: #"""
                @Schemable
                struct Checked {
                    @Field(.range(0..<1)) var x: Double = 1.0
                }
                """#,
            diagnostics: [
                #"3:43: error: the default breaks the rules of 'x': it must be less than 1, was 1.0"#
            ]
        ),
        Refusal(
            testDescription: "A negative default",
            source: #"""
                @Schemable
                struct Checked {
                    @Field(.minimum(0)) var x: Int = -1
                }
                """#,
            diagnostics: [
                #"3:38: error: the default breaks the rules of 'x': it must be at least 0, was -1"#
            ]
        ),
        Refusal(
            testDescription: "A default that is too long",
            source: #"""
                @Schemable
                struct Checked {
                    @Field(.length(1...3)) var x: String = "abcd"
                }
                """#,
            diagnostics: [
                #"3:44: error: the default breaks the rules of 'x': it must have at most 3 characters, had 4"#
            ]
        ),
        Refusal(
            testDescription: "A default that does not match",
            source: #"""
                @Schemable
                struct Checked {
                    @Field(.pattern("^[a-z]+$")) var x: String = "A1"
                }
                """#,
            diagnostics: [
                #"3:50: error: the default breaks the rules of 'x': it must match the pattern "^[a-z]+$""#
            ]
        ),
        Refusal(
            testDescription: "A default of too many elements",
            source: #"""
                @Schemable
                struct Checked {
                    @Field(.count(0...1)) var x: [Int] = [1, 2]
                }
                """#,
            diagnostics: [
                #"3:42: error: the default breaks the rules of 'x': it must have at most 1 item, had 2"#
            ]
        ),
        Refusal(
            testDescription: "A default that repeats itself",
            source: #"""
                @Schemable
                struct Checked {
                    @Field(.unique) var x: [String] = ["a", "a"]
                }
                """#,
            diagnostics: [
                #"3:39: error: the default breaks the rules of 'x': it is equal to an item before it"#
            ]
        ),
        Refusal(
            testDescription: "A rule for text on a number",
            source: #"""
                @Schemable
                struct Checked {
                    @Field(.length(1...3)) let x: Int
                }
                """#,
            diagnostics: [
                #"3:12: error: '.length' is a rule for text, and 'x' is a number"#
            ]
        ),
        Refusal(
            testDescription: "A rule for numbers on text",
            source: #"""
                @Schemable
                struct Checked {
                    @Field(.range(1...3)) let x: String?
                }
                """#,
            diagnostics: [
                #"3:12: error: '.range' is a rule for a number, and 'x' is text"#
            ]
        ),
        Refusal(
            testDescription: "A rule for lists on a dictionary",
            source: #"""
                @Schemable
                struct Checked {
                    @Field(.unique) let x: [String: Int]
                }
                """#,
            diagnostics: [
                #"3:12: error: '.unique' is a rule for a list, and 'x' is a dictionary"#
            ]
        ),
        Refusal(
            testDescription: "A header of a list",
            source: #"""
                @Schemable
                struct Checked {
                    @Field(.header("Tags")) let x: [String]
                }
                """#,
            diagnostics: [
                #"3:12: error: a header field mirrors text, an integer or a flag, and 'x' is [String]"#
            ]
        ),
        Refusal(
            testDescription: "A header of a double",
            source: #"""
                @Schemable
                struct Checked {
                    @Field(.header("Ratio")) let x: Double?
                }
                """#,
            diagnostics: [
                #"3:12: error: a header field mirrors text, an integer or a flag, and 'x' is Double?"#
            ]
        ),
        Refusal(
            testDescription: "A header of a secret",
            source: #"""
                @Schemable
                struct Checked {
                    @Field(.header("Token"), .secret) let x: String
                }
                """#,
            diagnostics: [
                #"3:12: error: a secret does not belong in a header field, which gateways read and log"#
            ]
        ),
        Refusal(
            testDescription: "Two headers of one name",
            source: #"""
                @Schemable
                struct Checked {
                    @Field(.header("Region")) let x: String
                    @Field(.header("region")) let y: String
                }
                """#,
            diagnostics: [
                #"4:20: error: two members are mirrored in the header field "region""#
            ]
        ),
        Refusal(
            testDescription: "A header that is no field name",
            source: #"""
                @Schemable
                struct Checked {
                    @Field(.header("Bad Name")) let x: String
                }
                """#,
            diagnostics: [
                #"3:20: error: a header field's name has letters, digits and hyphens alone"#
            ]
        ),
    ]
}
