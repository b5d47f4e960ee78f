import Foundation
import Gatehouse
import Testing

@testable import TypedInputs

@Suite("The example TypedInputs")
struct TypedInputsTests {
    private let server: Server

    init() throws {
        server = try Server.offering(Rooms().components)
    }

    private static let slot: JSONValue = ["start": "2026-12-01T09:00:00Z", "length": "PT1H30M"]
    private static let ada: JSONValue = ["name": "Ada", "email": "ada@example.com"]

    /// The arguments of a booking that is right, with some changed.
    private func booking(_ changes: JSONObject = [:]) -> JSONObject {
        var arguments: JSONObject = [
            "room": "A101", "title": "Planning", "slot": Self.slot, "attendees": .array([Self.ada]),
        ]
        for change in changes { arguments[change.name] = change.value }
        return arguments
    }

    /// What is wrong with the arguments, line by line.
    private func violations(_ changes: JSONObject) async -> [String] {
        let answer = await server.call("book_room", booking(changes))
        guard answer.isToolError, let lines = answer.text?.split(separator: "\n") else { return [] }
        return lines.dropFirst().map { String($0.dropFirst("- ".count)) }
    }

    @Test("All violations are told at once, those of the schema before those of rules in Swift")
    func everything() async {
        let found = await violations([
            "room": "a1",
            "title": "PLANNING",
            "slot": ["start": "2026-12-01T09:05:00Z", "length": "PT5M"],
            "attendees": [["name": "Ada", "email": "nobody", "doorCode": "12345"]],
            "extras": ["catering": ["kind": "coffee", "cups": 300], "budget": 0.001],
        ])
        #expect(
            found == [
                #"/room: must match the pattern "^[A-Z][0-9]{3}$""#,
                #"/attendees/0/email: must have the format "email""#,
                #"/attendees/0/doorCode: must match the pattern "^[0-9]{6}$""#,
                "/extras/catering/cups: must be at most 255, was 300",
                "/extras/budget: must be a multiple of 0.01, was 0.001",
                "/title: must not be all in capitals",
                "/slot/start: must be on a quarter of an hour",
                "/slot/length: must be from PT15M to PT12H",
            ])
    }

    @Test("A rule over several fields names the one to mend")
    func several() async {
        let found = await violations(["slot": ["start": "2026-12-01T09:00:00Z", "length": "PT1H", "setup": "PT1H"]])
        #expect(found == ["/slot/setup: must be shorter than the booking"])
    }

    /// Extras, and what is said of them.
    private static let refused = [
        #"{"labels":1}"#: "/labels: must be an object, was 1",
        #"{"layout":"circle"}"#: #"/layout: must be one of "boardroom", "theatre", "islands""#,
        #"{"priority":4}"#: "/priority: must be one of 1, 2, 3",
        #"{"catering":{"kind":"lunch","menu":"meat","portions":2}}"#:
            #"/catering/menu: must be one of "fish", "vegan", "vegetarian""#,
        #"{"catering":{"kind":"dinner"}}"#: #"/catering/kind: must be one of "nothing", "coffee", "lunch""#,
        #"{"catering":{"kind":"coffee","menu":"fish","cups":1}}"#:
            "/catering/menu: is not a known property; known: kind, cups",
        #"{"doorSign":"?"}"#:
            "/doorSign: must be Base64 with padding and without white space, such as aGk=",
        #"{"videoCall":"example.com"}"#: #"/videoCall: must have the format "uri""#,
        #"{"preferences":{"temperature":20.25,"unknown":true}}"#:
            "/preferences/temperature: must be a multiple of 0.5, was 20.25",
        #"{"preferences":{"screen":"a b"}}"#: #"/preferences/screen: must have the format "hostname""#,
        #"{"agenda":[{"title":"a","items":[{"title":""}]}]}"#:
            "/agenda/0/items/0/title: must have at least 1 character, had 0",
        #"{"wine":true}"#:
            "/wine: is not a known property; known: catering, layout, priority, agenda, budget, doorSign, videoCall, "
            + "labels, preferences",
    ]

    @Test("What breaks a rule is refused in words", arguments: refused)
    func refusals(extras: String, violation: String) async throws {
        #expect(await violations(["extras": try JSONValue(parsing: extras)]) == ["/extras" + violation])
    }

    @Test("Nobody comes twice")
    func unique() async {
        #expect(
            await violations(["attendees": [Self.ada, Self.ada]]) == ["/attendees/1: is equal to an item before it"])
    }

    @Test("Of a secret not even the length is repeated")
    func sensitive() async throws {
        let attendee: JSONValue = ["name": "Ada", "email": "a@b.example", "doorCode": "hunter2"]
        let answer = await server.call("book_room", booking(["attendees": [attendee]]))
        let violation = try #require(answer.output?["violations"]?[0])
        #expect(violation["pointer"] == "/attendees/0/doorCode")
        #expect(violation["actual"] == "string")
        #expect(answer.text?.contains("hunter2") == false)
    }

    @Test("A booking has its defaults and its price, and takes the room")
    func book() async {
        let extras: JSONValue = ["catering": ["kind": "lunch", "menu": "vegan", "portions": 2]]
        let answer = await server.call("book_room", booking(["extras": extras]))
        #expect(answer.output?["cost"] == 60)
        #expect(answer.output?["extras"]?["layout"] == "boardroom")
        #expect(answer.output?["slot"]?["start"] == "2026-12-01T09:00:00Z")
        let again = await server.call("book_room", booking(["title": "Another"]))
        #expect(again.text == "room A101 is taken then, for \"Planning\"")
    }

    @Test("A note that is left out stays, and null takes it away")
    func nullable() async throws {
        let id = try #require(await server.call("book_room", booking()).output?["id"])
        let first = await server.call("change_booking", ["id": id, "note": "bring cake"])
        #expect(first.output?["note"] == "bring cake")
        let second = await server.call("change_booking", ["id": id, "title": "Review"])
        #expect(second.output?["note"] == "bring cake")
        #expect(second.output?["title"] == "Review")
        let third = await server.call("change_booking", ["id": id, "note": .null])
        #expect(third.output?["note"] == nil)
    }

    @Test("Rooms are found by set, range and price")
    func find() async {
        let answer = await server.call(
            "find_rooms", ["equipment": ["screen"], "floors": ["lower": 1, "upper": 2], "priceLimit": 34.5])
        #expect(answer.output?["result"]?.arrayValue?.compactMap { $0["id"] } == ["A101", "A204"])
        let none = await server.call("find_rooms", ["floors": ["lower": 2, "upper": 1]])
        #expect(
            none.text
                == "Invalid arguments for tool find_rooms:\n- /floors/upper: must not be less than the member \"lower\""
        )
    }

    @Test("A site is mirrored in a header field, so that gateways can route by it")
    func header() async throws {
        let tools = await server.ask("tools/list").json["result"]?["tools"]?.arrayValue
        let schema = try #require(tools?.first { $0["name"] == "find_rooms" }?["inputSchema"])
        #expect(schema["properties"]?["site"]?["x-mcp-header"] == "Site")
    }
}
