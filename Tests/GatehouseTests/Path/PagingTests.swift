import Gatehouse
import Testing

@Suite("Step 7, validate: pages of lists")
struct PagingTests {
    private func server(pageSize: Int) throws -> Server {
        var options = ServerOptions(policy: AccessPolicy(roles: ["odd": ["odd"]]))
        options.pageSize = pageSize
        let components = Components(
            tools: (0..<25).map { Samples.guarded("t\($0)", $0 % 2 == 1 ? .permission("odd") : .everyone) },
            prompts: (0..<25).map { Prompt(name: "p\($0)", description: "") { _, _ in [] } },
            resources: (0..<25).flatMap { index in
                [
                    Resource(uri: "r://\(index)", name: "r\(index)") { _, _ in .text("") },
                    Resource(template: "t\(index)://{x}", name: "rt\(index)") { _, _ in .text("") },
                ]
            })
        return try Samples.server(components, options: options)
    }

    @Test(
        "A cursor that is none of the server's is refused",
        arguments: [
            "", "p", "p0", "p-1", "p+1", "p01", "pP", "P1", "1", "q1", "pp1", "p1 ", " p1", "p999999",
            "pzzzzzzzzzzzzzzzz",
            "p\u{661}", "p1\u{0}", "eyJwYWdlIjogMn0=",
        ])
    func badCursor(_ cursor: String) async throws {
        let server = try server(pageSize: 10)
        for method in ["tools/list", "prompts/list", "resources/list", "resources/templates/list"] {
            let answer = await server.answer(.modern(method, ["cursor": .string(cursor)]))
            #expect(
                answer.refusal
                    == "400 -32602 cursor is not one that this server gave: list again without it")
        }
    }

    @Test(
        "A cursor that is no string is refused",
        arguments: [(JSONValue.null, "null"), (1, "an integer"), ([], "an array"), ([:], "an object")]
            as [(JSONValue, String)])
    func cursorKind(_ cursor: JSONValue, _ kind: String) async throws {
        let answer = try await server(pageSize: 10).answer(.modern("tools/list", ["cursor": cursor]))
        #expect(answer.refusal == "400 -32602 cursor must be a string, not \(kind)")
    }

    @Test("A cursor of which any byte was changed is refused, and so is one of another list")
    func tampered() async throws {
        let server = try server(pageSize: 10)
        let refused = "400 -32602 cursor is not one that this server gave: list again without it"
        let given = try #require(await server.answer(.modern("tools/list")).result?["nextCursor"]?.stringValue)
        for index in 0..<given.utf8.count {
            var bytes = Array(given.utf8)
            bytes[index] = bytes[index] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
            let cursor = JSONValue.string(String(decoding: bytes, as: UTF8.self))
            #expect(await server.answer(.modern("tools/list", ["cursor": cursor])).refusal == refused)
        }
        for method in ["prompts/list", "resources/list", "resources/templates/list"] {
            #expect(await server.answer(.modern(method, ["cursor": .string(given)])).refusal == refused)
        }
        #expect(await server.answer(.modern("tools/list", ["cursor": .string(given)])).status == 200)
    }

    @Test("A cursor goes on where its reader stands, whoever else was given it")
    func otherCaller() async throws {
        let server = try server(pageSize: 3)
        let given = try #require(await server.answer(.modern("tools/list", as: "bob+odd")).result?["nextCursor"])
        #expect(await server.answer(.modern("tools/list", ["cursor": given])).names(in: "tools") == ["t4", "t6", "t8"])
    }

    @Test("In a session a bad cursor has status 200")
    func badCursorInSession() async throws {
        let server = try server(pageSize: 10)
        let session = await server.openSession()
        let answer = await server.answer(.legacy("tools/list", ["cursor": "x"], session: session))
        #expect(answer.refusal == "200 -32602 cursor is not one that this server gave: list again without it")
    }

    @Test(
        "Following the cursors visits every component once, in the order of registration",
        arguments: [1, 7, 12, 13, 0], ["alice", "alice+odd"])
    func visitsOnce(_ pageSize: Int, _ caller: String) async throws {
        let server = try server(pageSize: pageSize)
        let lists = [
            ("tools/list", "tools", "t"), ("prompts/list", "prompts", "p"), ("resources/list", "resources", "r"),
            ("resources/templates/list", "resourceTemplates", "rt"),
        ]
        for (method, list, prefix) in lists {
            var names: [String] = []
            var cursor: JSONValue?
            repeat {
                var params = JSONObject()
                params["cursor"] = cursor
                let answer = await server.answer(.modern(method, params, as: caller))
                #expect(answer.status == 200)
                #expect(answer.names(in: list).count <= max(1, pageSize))
                names += answer.names(in: list)
                cursor = answer.result?["nextCursor"]
            } while cursor != nil
            let expected = (0..<25).filter { list != "tools" || caller.hasSuffix("odd") || $0 % 2 == 0 }
            #expect(names == expected.map { "\(prefix)\($0)" })
        }
    }

    @Test("A page is the same, byte for byte, whenever it is asked for")
    func stable() async throws {
        let server = try server(pageSize: 10)
        let first = await server.answer(.modern("tools/list"))
        _ = await server.answer(.modern("tools/list", as: "bob+odd"))
        #expect(await server.answer(.modern("tools/list")).text == first.text)
    }

    @Test("More pages than are kept are still the right ones")
    func manyPages() async throws {
        var options = ServerOptions()
        options.pageSize = 1
        let prompts = (0..<1_100).map { Prompt(name: "p\($0)", description: "") { _, _ in [] } }
        let server = try Samples.server(Components(prompts: prompts), options: options)
        for _ in 0..<2 {
            var cursor: JSONValue?
            for index in 0..<1_100 {
                var params = JSONObject()
                params["cursor"] = cursor
                let answer = await server.answer(Ask.modern("prompts/list", params).onStdio)
                #expect(answer.names(in: "prompts") == ["p\(index)"])
                cursor = answer.result?["nextCursor"]
            }
            #expect(cursor == nil)
        }
    }

    @Test("The lists of a server with nothing are empty")
    func empty() async throws {
        let server = try Samples.server(Components())
        #expect(await server.answer(.modern("tools/list")).result?["tools"] == [])
        #expect(await server.answer(.modern("resources/templates/list")).result?["resourceTemplates"] == [])
    }
}
