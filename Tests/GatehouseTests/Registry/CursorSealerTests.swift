import Testing

@testable import Gatehouse

@Suite("Cursors")
struct CursorSealerTests {
    private let sealer = CursorSealer(CursorKey.random())
    private let places: [UInt64] = [0, 1, 2, 255, 256, 10_000, .max - 1, .max]

    @Test("Every byte of a cursor that is changed to any other makes it one that is refused")
    func tampered() {
        for place in places {
            let cursor = Array(sealer.text(place, in: .tools).utf8)
            for index in cursor.indices {
                for byte in UInt8(0)...127 where byte != cursor[index] {
                    var changed = cursor
                    changed[index] = byte
                    #expect(sealer.place(String(decoding: changed, as: UTF8.self), in: .tools) == nil)
                }
            }
        }
    }

    @Test("A cursor that is cut, extended or made up is refused")
    func length() {
        let cursor = sealer.text(7, in: .tools)
        for count in 0..<cursor.count { #expect(sealer.place(String(cursor.prefix(count)), in: .tools) == nil) }
        #expect(sealer.place(cursor + "0", in: .tools) == nil)
        #expect(sealer.place(" " + cursor, in: .tools) == nil)
        #expect(sealer.place(cursor.uppercased(), in: .tools) == nil)
        #expect(sealer.place(String(repeating: "0", count: 48), in: .tools) == nil)
        #expect(sealer.place(String(repeating: "+", count: 48), in: .tools) == nil)
        #expect(sealer.place(String(repeating: "\u{E9}", count: 24), in: .tools) == nil)
    }

    @Test("A cursor of one list is refused for another")
    func otherList() {
        let lists: [ListKind] = [.tools, .prompts, .resources, .templates]
        for list in lists {
            for other in lists where other != list {
                #expect(sealer.place(sealer.text(9, in: list), in: other) == nil)
            }
        }
    }

    @Test("A cursor of another key is refused")
    func otherKey() {
        #expect(CursorSealer(.random()).place(sealer.text(9, in: .tools), in: .tools) == nil)
    }

    @Test("A cursor names its place")
    func roundTrip() {
        for place in places {
            let cursor = sealer.text(place, in: .prompts)
            #expect(cursor.utf8.count == 48)
            #expect(sealer.place(cursor, in: .prompts) == place)
        }
    }

    @Test("Servers with one key understand each other's cursors")
    func sharedKey() throws {
        let bytes = Array(UInt8(0)..<32)
        let key = try #require(CursorKey(bytes))
        let other = try #require(CursorKey(bytes))
        #expect(CursorSealer(key).text(5, in: .tools) == CursorSealer(other).text(5, in: .tools))
    }

    @Test("A key that is too short is none, and no key shows itself")
    func keys() throws {
        #expect(CursorKey(Array(repeating: 0x41, count: 31)) == nil)
        let key = try #require(CursorKey(Array(repeating: 0x41, count: 32)))
        var dumped = ""
        dump(key, to: &dumped)
        #expect("\(key)" == "<redacted>")
        #expect(String(reflecting: key) == "<redacted>")
        #expect(!dumped.contains("65"))
    }

    @Test("The list of one server with a key goes on at another one")
    func severalServers() async throws {
        var options = ServerOptions()
        options.pageSize = 2
        options.cursorKey = CursorKey(Array(repeating: 7, count: 32))
        let components = Components(tools: ["a", "b", "c"].map { Registered.tool($0) })
        let first = try Samples.server(components, options: options)
        let second = try Samples.server(components, options: options)
        let cursor = try #require(await first.answer(.modern("tools/list")).result?["nextCursor"])
        #expect(await second.answer(.modern("tools/list", ["cursor": cursor])).names(in: "tools") == ["c"])
        let stranger = try Samples.server(components)
        #expect(
            await stranger.answer(.modern("tools/list", ["cursor": cursor])).refusal
                == "400 -32602 cursor is not one that this server gave: list again without it")
    }
}
