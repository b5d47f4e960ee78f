import Testing

@testable import Gatehouse

@Suite("The index of URI templates")
struct URITemplateIndexTests {
    private func index(_ templates: [String]) throws -> URITemplateIndex<String> {
        var index = URITemplateIndex<String>()
        for template in templates { index.insert(template, for: try URITemplate(parsing: template)) }
        return index
    }

    @Test(
        "What no template fits is not found", arguments: ["", "notes", "notes://", "notes://1/2", "other://1", "\u{0}"])
    func unknown(uri: String) throws {
        #expect(try index(["notes://{id}", "users://{id}/profile"]).match(uri) == nil)
        #expect(try index([]).match(uri) == nil)
    }

    @Test("A value that leads elsewhere is refused by every template, the most general as well")
    func traversal() throws {
        let index = try index(["file:///{name}", "file:///{+path}"])
        #expect(index.match("file:///%2e%2e") == nil)
        #expect(index.match("file:///a/../b") == nil)
        #expect(index.match("file:///..", rules: .unchecked)?.value == "file:///{name}")
    }

    @Test("A template that cannot be matched is not kept")
    func unmatchable() throws {
        let index = try index(["{a}{b}"])
        #expect(index.count == 0)
        #expect(index.match("xy") == nil)
    }

    @Test(
        "The template with the most literal bytes wins, in whatever order they came",
        arguments: [
            ("a/1", "a/{x}"), ("a/1/b", "a/{x}/b"), ("a/1/c", "a/{+x}"), ("a/b/1", "a/b/{x}"), ("a/b/b", "a/b/{x}"),
            ("z/1", "{+x}"), ("a/1.json", "a/{x}.json"), ("abc", "ab{x}"),
        ]
    )
    func precedence(uri: String, expected: String) throws {
        let templates = ["{+x}", "a/{x}", "a/{+x}", "a/{x}/b", "a/b/{x}", "a/{x}.json", "ab{x}", "{x}bc"]
        var random = SplitMix64(seed: 7)
        for _ in 0..<50 {
            let found = try index(templates.shuffled(using: &random)).match(uri)
            #expect(found?.value == expected)
            #expect(found?.template.text == expected)
        }
    }

    @Test("Of two equal templates the first one wins")
    func equal() throws {
        var index = URITemplateIndex<Int>()
        for value in 0..<3 { index.insert(value, for: try URITemplate(parsing: "a/{x}")) }
        #expect(index.match("a/1")?.value == 0)
    }

    @Test("The index finds what trying every template would find", arguments: 0..<UInt64(16))
    func model(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let pieces = ["a", "b", "/", "ab", "{x}", "{+y}", "-"]
        var index = URITemplateIndex<Int>()
        var all: [(URITemplate, URITemplatePrecedence)] = []
        for position in 0..<60 {
            let text = (0..<Int.random(in: 1...5, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }.joined()
            let template = try URITemplate(parsing: text)
            guard case .success(let matcher) = template.matcher else { continue }
            index.insert(position, for: template)
            all.append((template, URITemplatePrecedence(template, matcher, position: position)))
        }
        all.sort { $0.1 < $1.1 }
        for _ in 0..<500 {
            let uri = (0..<Int.random(in: 0...6, using: &random)).map { _ in
                ["a", "b", "/", "-", "c"].randomElement(using: &random) ?? ""
            }.joined()
            let expected = all.first { $0.0.match(uri) != nil }
            let found = index.match(uri)
            #expect(found?.template.text == expected?.0.text)
            #expect(found?.variables == expected?.0.match(uri))
        }
    }

    @Test("Among a thousand templates the right one is found")
    func many() throws {
        let index = try index((0..<1_000).map { "scheme\($0)://{id}/part" })
        #expect(index.match("scheme777://x/part")?.value == "scheme777://{id}/part")
        #expect(index.match("scheme77://x/part")?.value == "scheme77://{id}/part")
        #expect(index.match("scheme1000://x/part") == nil)
    }
}
