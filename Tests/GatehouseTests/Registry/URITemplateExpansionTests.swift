import Testing

@testable import Gatehouse

@Suite("Writing URIs from templates")
struct URITemplateExpansionTests {
    @Test(
        "A faulty template is refused, with what is wrong and where",
        arguments: [
            ("{", "an expression that lacks a variable's name, at byte 1"),
            ("a{b", "an expression without its '}', at byte 1"),
            ("{}", "an expression that lacks a variable's name, at byte 1"),
            ("a}", "a character that must not stand outside of an expression, at byte 1"),
            ("a b", "a character that must not stand outside of an expression, at byte 1"),
            ("a%2", "a '%' that begins no percent-encoding, at byte 1"),
            ("{a,}", "an expression that lacks a variable's name, at byte 3"),
            ("{a..b}", "an expression that lacks a variable's name, at byte 3"),
            ("{a.}", "an expression that lacks a variable's name, at byte 3"),
            ("{.a", "an expression without its '}', at byte 0"),
            ("{a:0}", "a prefix length that is no number from 1 to 9999, at byte 3"),
            ("{a:x}", "a prefix length that is no number from 1 to 9999, at byte 3"),
            ("{a:", "a prefix length that is no number from 1 to 9999, at byte 3"),
            ("{a:10000}", "a character that no expression may hold, at byte 7"),
            ("{a:3*}", "a character that no expression may hold, at byte 4"),
            ("{=a}", "an expression that lacks a variable's name, at byte 1"),
            ("{a{b}}", "a character that no expression may hold, at byte 2"),
            ("a\0", "a character that must not stand outside of an expression, at byte 1"),
        ]
    )
    func faulty(template: String, reason: String) {
        #expect(throws: URITemplateError("The URI template has \(reason).")) { try URITemplate(parsing: template) }
    }

    @Test("A template of too many bytes or variables is refused")
    func bounds() {
        #expect(throws: URITemplateError("A URI template must not be longer than 8192 bytes.")) {
            try URITemplate(parsing: String(repeating: "a", count: 8_193))
        }
        #expect(throws: URITemplateError("A URI template must not have more than 64 variables.")) {
            try URITemplate(parsing: String(repeating: "{a}", count: 65))
        }
    }

    @Test("A prefix of a list is refused")
    func prefixOfList() throws {
        let template = try URITemplate(parsing: "{a:3}")
        #expect(
            throws: URITemplateError("The variable \"a\" has a prefix length, but its value is no string.")
        ) { try template.expand(["a": ["x"]]) }
    }

    @Test("Variables are named once each, in their order")
    func names() throws {
        #expect(try URITemplate(parsing: "{b}/{a*}{?b,c.d,%41:3}").variableNames == ["b", "a", "c.d", "%41"])
    }

    @Test("Undefined variables, empty lists and empty associations leave nothing behind")
    func undefined() throws {
        let template = try URITemplate(parsing: "x{/a,b}{?c*,d}{#e}")
        #expect(try template.expand(["b": .list([]), "d": .association([])]) == "x")
    }

    @Test(
        "Empty members of exploded lists and pairs keep their names",
        arguments: [
            ("{?l*}", "?l=&l=1"), ("{;l*}", ";l;l=1"), ("{?p*}", "?k=&m=1"),
            ("{;p*}", ";k;m=1"), ("{p*}", "k=,m=1"), ("{/l*}", "//1"),
        ]
    )
    func emptyMembers(template: String, expected: String) throws {
        let uri = try URITemplate(parsing: template).expand(["l": ["", "1"], "p": ["k": "", "m": "1"]])
        #expect(uri == expected)
    }

    @Test(
        "The examples of RFC 6570 and their extension expand as they should",
        .enabled(
            if: URITemplateVectors.areThere,
            "the vectors are not beside the package"))
    func vectors() throws {
        var checked = 0
        for file in ["spec-examples.json", "spec-examples-by-section.json", "extended-tests.json"] {
            for example in try URITemplateVectors.cases(file) {
                let uri = try URITemplate(parsing: example.template).expand(example.variables)
                #expect(example.expected.contains(uri), "\(example.testDescription) gave \(uri)")
                checked += 1
            }
        }
        #expect(checked == 234)
    }

    @Test(
        "What the test suite calls faulty is refused",
        .enabled(
            if: URITemplateVectors.areThere,
            "the vectors are not beside the package"))
    func negativeVectors() throws {
        let cases = try URITemplateVectors.cases("negative-tests.json")
        #expect(cases.count == 36)
        for example in cases {
            #expect(throws: URITemplateError.self, "\(example.testDescription)") {
                try URITemplate(parsing: example.template).expand(example.variables)
            }
        }
    }
}
