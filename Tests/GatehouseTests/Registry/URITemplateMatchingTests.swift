import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@testable import Gatehouse

@Suite("Matching URIs against templates")
struct URITemplateMatchingTests {
    private func match(_ template: String, _ uri: String) throws -> [String: String]? {
        try URITemplate(parsing: template).match(uri)
    }

    @Test(
        "A value that leads elsewhere is refused, however it is encoded",
        arguments: [
            "..", ".", "%2e%2e", "%2E.", ".%2e", "%2e", "..%2fetc", "a%2fb", "a%2Fb", "a%5cb", "a\\b", "..\\etc",
            "%2e%2e%2f", "%252e%252e", "%25252e%25252e", "%252e%252e%252fetc", "a%252fb", "a%255cb", "a%00", "%00",
            "a%0a", "a%0D%0Ab", "a%1f", "a%7f", "a\u{7}", "%c0%ae%c0%ae", "%ff", "%c3", "%", "a%", "a%2", "a%zz",
            "%u002e", "%25252525252e", "a%2500",
        ]
    )
    func traversal(value: String) throws {
        #expect(try match("file:///docs/{name}", "file:///docs/\(value)") == nil)
        #expect(try match("file:///docs/{+name}", "file:///docs/\(value)") == nil)
        #expect(try match("file:///docs{/name}", "file:///docs/\(value)") == nil)
    }

    @Test(
        "A path that leads elsewhere is refused",
        arguments: [
            "../x", "a/../b", "a/..", "./a", "a/./b", "/etc/passwd", "//etc", "a/%2e%2e/b", "a/.%2E/b", "a%2fb/c",
            "a/b\\..\\c", "a/%252e%252e/b", "a/..%5c", "%2fetc",
        ]
    )
    func paths(value: String) throws {
        #expect(try match("file:///{+path}", "file:///\(value)") == nil)
        #expect(try match("file:///{+path}/end", "file:///\(value)/end") == nil)
    }

    @Test("A value in a query may hold encoded slashes, but lead nowhere else")
    func queryValues() throws {
        let template = "x://a{?u}"
        #expect(try match(template, "x://a?u=http%3A%2F%2Fb%2Fc%0A") == ["u": "http://b/c\n"])
        for value in ["..%2fetc", "a%2f..", "%2e%2e", "..%5c", "a%00", "%252e%252e%252f", "%ff", "%"] {
            #expect(try match(template, "x://a?u=\(value)") == nil)
        }
    }

    @Test("Without rules every value is accepted that is UTF-8")
    func unchecked() throws {
        let template = try URITemplate(parsing: "x://{a}")
        #expect(template.match("x://..%2f%00", rules: .unchecked) == ["a": "../\0"])
        #expect(template.match("x://%ff", rules: .unchecked) == nil)
    }

    @Test(
        "Dots that lead nowhere are allowed",
        arguments: ["...", "a..b", "..a", "a..", ".a", "a.b", "v1.2.3", ".gitignore", "100%25", "a%20b"]
    )
    func dots(value: String) throws {
        let decoded = value.replacing("%25", with: "%").replacing("%20", with: " ")
        #expect(try match("file:///{name}", "file:///\(value)") == ["name": decoded])
        #expect(try match("file:///{+name}", "file:///\(value)") == ["name": decoded])
    }

    @Test(
        "A URI that does not fit is refused",
        arguments: [
            ("a/{x}", "a/"), ("a/{x}", "a"), ("a/{x}", "b/1"), ("a/{x}", "a/1/2"), ("a/{x}", "a/1?q"),
            ("a/{x}", "a/1#f"),
            ("a/{x}/b", "a//b"), ("a/{x}/b", "a/1/c"), ("a/{x}/b", "a/1/b/"), ("a", "b"), ("a", "aa"), ("", "a"),
            ("{x}.txt", ".txt"), ("{x}-{y}", "1-"), ("{x}-{y}", "-1"), ("{x}-{y}", "12"), ("{+x}", ""),
            ("a{?x}", "a?y=1"), ("a{?x}", "a?x=1&x=2"), ("a{?x}", "a?x=1&y=2"), ("a{?x}", "ab?x=1"), ("a{?x}", "a&x=1"),
            ("a{?x}", "a?x=1#f"), ("a{?x}", "a?x=1&"), ("a{?x}", "a#f"), ("a?f=1{&x}", "a?x=1"),
            ("a?f=1{&x}", "a?f=12"),
            ("a?f=1{&x}", "a"), ("A{x}", "a1"), ("a{;x}", "a;y=1"), ("a{;x}", "a;x"), ("a{#x}", "a"), ("x{.e}", "x"),
        ]
    )
    func misfits(template: String, uri: String) throws {
        #expect(try match(template, uri) == nil)
    }

    @Test(
        "A URI that fits gives the variables' values",
        arguments: [
            ("a", "a", [:]),
            ("notes://{id}", "notes://42", ["id": "42"]),
            ("notes://{id}", "notes://a%20b%C3%A9", ["id": "a bé"]),
            ("notes://{id}", "notes://é", ["id": "é"]),
            ("café/{x}", "café/1", ["x": "1"]),
            ("café/{x}", "caf%C3%A9/1", ["x": "1"]),
            ("a/{x}/b/{y}", "a/1/b/2", ["x": "1", "y": "2"]),
            ("{x}-{y}", "1-2-3", ["x": "1", "y": "2-3"]),
            ("{x}.txt", "a.txt.txt", ["x": "a.txt"]),
            ("{a}-x/{b}", "1-x2-x/3", ["a": "1-x2", "b": "3"]),
            ("{a}x{b}y/{c}", "1x2y3x4y/5", ["a": "1", "b": "2y3x4", "c": "5"]),
            ("file:///{+path}", "file:///a/b/c.txt", ["path": "a/b/c.txt"]),
            ("file:///{+path}", "file:///a?b#c", ["path": "a?b#c"]),
            ("{+path}/here", "/foo/bar/here", ["path": "/foo/bar"]),
            ("{+p}/{n}.{e}", "a/b/c.tar.gz", ["p": "a/b", "n": "c.tar", "e": "gz"]),
            ("r/{o}/{n}/{+p}", "r/me/it/src/a/b", ["o": "me", "n": "it", "p": "src/a/b"]),
            ("r/{o}/{+p}/raw/{b}", "r/me/a/raw/b/raw/c", ["o": "me", "p": "a/raw/b", "b": "c"]),
            ("x{/a,b}", "x/1/2", ["a": "1", "b": "2"]),
            ("x{.a}", "x.json", ["a": "json"]),
            ("x{;a,b}", "x;a=1;b=2", ["a": "1", "b": "2"]),
            ("x{#a}", "x#s/1?", ["a": "s/1?"]),
            ("{a,b}", "1,2", ["a": "1", "b": "2"]),
            ("s{?q,page}", "s?page=2&q=a%20b", ["q": "a b", "page": "2"]),
            ("s{?q,page}", "s?q=", ["q": ""]),
            ("s{?q,page}", "s?q", ["q": ""]),
            ("s{?q,page}", "s?", [:]),
            ("s{?q,page}", "s", [:]),
            ("s?f=1{&q}", "s?f=1&q=2", ["q": "2"]),
            ("s?f=1{&q}", "s?f=1", [:]),
            ("s/{id}{?q}{&r}", "s/7?r=1&q=2", ["id": "7", "q": "2", "r": "1"]),
            ("f/{+p}{?q}", "f/a/b?q=1", ["p": "a/b", "q": "1"]),
            ("{id}?f=1{&q}", "7?f=1&q=2", ["id": "7", "q": "2"]),
        ] as [(String, String, [String: String])]
    )
    func fits(template: String, uri: String, variables: [String: String]) throws {
        let template = try URITemplate(parsing: template)
        try template.checkMatchable()
        #expect(template.match(uri) == variables)
    }

    @Test(
        "A template that URIs could match in more than one way is refused for matching",
        arguments: [
            ("{a}{b}", "nothing stands between \"a\" and \"b\""),
            ("{a}{+b}", "nothing stands between \"a\" and \"b\""),
            ("{+a}/{+b}", "two variables may hold slashes"),
            ("{+a,b}", "two variables may hold slashes"),
            ("{a}/{a}", "the variable \"a\" stands in it twice"),
            ("{a}{?a}", "the variable \"a\" stands in it twice"),
            ("{a*}", "the variable \"a\" has a modifier"),
            ("{a:3}", "the variable \"a\" has a modifier"),
            ("x{?a}/y", "nothing may follow the variables of its query"),
            ("x{?a}{b}", "nothing may follow the variables of its query"),
            ("x{?a}{?b}", "it has two queries"),
            ("x{&a}", "an expression with '&' must follow a query"),
        ]
    )
    func ambiguous(text: String, reason: String) throws {
        let template = try URITemplate(parsing: text)
        #expect(throws: URITemplateError("The URI template cannot be matched against URIs: \(reason).")) {
            try template.checkMatchable()
        }
        #expect(template.match("x") == nil)
    }

    @Test("What a template writes it also reads, whatever the values", arguments: 0..<UInt64(16))
    func roundTrip(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let templates = try [
            "notes://{a}", "x/{a}/y/{b}", "x{/a,b}{?c,d}", "{a}:{b}/{c}", "r/{a}/{+b}", "x?f=1{&a,b}", "{a,b,c}",
            "x{;a}{;b}",
        ].map { try URITemplate(parsing: $0) }
        let characters = Array("abcXYZ019 -_~!é€𝄞&=+,;@'%")
        for _ in 0..<200 {
            let template = try #require(templates.randomElement(using: &random))
            var values: [String: String] = [:]
            for name in template.variableNames {
                let length = Int.random(in: 1...6, using: &random)
                values[name] = String((0..<length).map { _ in characters.randomElement(using: &random) ?? "a" })
            }
            // Reserved expansion keeps what looks like a percent-encoding, and so gives another value back.
            if template.text.contains("+"), values["b"]?.contains("%") == true { continue }
            let uri = try template.expand(values.mapValues { .string($0) })
            #expect(template.match(uri) == values, "\(template) gave \(uri)")
        }
    }

    @Test(
        "Long URIs of repeated parts are matched in linear time",
        arguments: [
            ("{a}-{b}-{c}-{d}-{e}-{f}x", "-"), ("{a}a{b}a{c}a{d}b", "a"), ("{+p}/{a}/{b}/{c}x", "/a"), ("{+p}aab", "a"),
            ("x/{+p}.{a}.{b}.{c}", "."), ("a{?b,c,d}", "?b=&c="), ("a{?b}", "%2e"), ("{+p}", "../"), ("{a}", "%25"),
            ("{a}aaaaaaaaaaaaaaaaaaab/{b}", "a"), ("s?f=1{&b}", "?f=1"), ("{+p}", "%25252525"),
        ]
    )
    func linear(text: String, part: String) throws {
        let template = try URITemplate(parsing: text)
        let short = String(repeating: part, count: 6_250 / part.utf8.count)
        let long = String(repeating: part, count: 100_000 / part.utf8.count)
        let first = cpuTime { _ = template.match(short) }
        let second = cpuTime { _ = template.match(long) }
        // Sixteen times the length: quadratic time would be 256 times as long.
        #expect(second < first * 64 + .milliseconds(20))
    }

    /// The least processor time of a few runs, on this thread: other tests do not count.
    private func cpuTime(_ run: () -> Void) -> Duration {
        (0..<3).map { _ in
            var start = timespec()
            var end = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start)
            run()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end)
            return .seconds(end.tv_sec - start.tv_sec) + .nanoseconds(end.tv_nsec - start.tv_nsec)
        }.min() ?? .zero
    }

    @Test("No URI and no template makes matching trap", arguments: 0..<UInt64(16))
    func hostile(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let pieces = [
            "{a}", "{+b}", "{/c}", "{.d}", "{;e}", "{?f}", "{&g}", "{#h}", "/", "?", "#", "x", "-", "%41", "é",
        ]
        let parts = ["/", "?", "#", "&", "=", "x", "-", "%41", "%", "..", "é", "f=", "\0", ";e=", ".", ""]
        for _ in 0..<1_000 {
            let text = (0..<Int.random(in: 0...6, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }.joined()
            let uri = (0..<Int.random(in: 0...10, using: &random)).map { _ in
                parts.randomElement(using: &random) ?? ""
            }.joined()
            let template = try URITemplate(parsing: text)
            guard let variables = template.match(uri) else { continue }
            #expect(Set(variables.keys).isSubset(of: template.variableNames))
            #expect(variables.values.allSatisfy { $0 != ".." && !$0.contains("\0") })
        }
    }
}
