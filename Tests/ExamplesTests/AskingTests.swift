import Gatehouse
import Testing

@testable import Asking

@Suite("The example Asking")
struct AskingTests {
    private let everything: JSONValue = ["elicitation": [:], "sampling": [:]]
    private let ghent: JSONObject = ["name": "book_train", "arguments": ["destination": "Ghent"]]

    private func server() throws -> Server { try Server.offering(Travel().components) }

    @Test("A client that has no forms is told that it needs them")
    func withoutForms() async throws {
        let answer = await (try server()).ask("tools/call", ghent)
        #expect(answer.refusal == "400 The client did not declare what this needs: elicitation.form")
    }

    @Test("A day that is none is refused, and the form can be sent again")
    func wrongDay() async throws {
        let server = try server()
        var params = ghent
        params["requestState"] = await server.ask("tools/call", params, declaring: everything).json["result"]?[
            "requestState"]
        params["inputResponses"] = [
            "journey": ["action": "accept", "content": ["day": "2026-02-30", "comfort": "first"]]
        ]
        let refused = await server.ask("tools/call", params, declaring: everything)
        #expect(
            refused.refusal.hasPrefix(
                "400 params.inputResponses: the answer to \"journey\" does not fit the form: /day"))
        params["inputResponses"] = [
            "journey": [
                "action": "accept", "content": ["day": "2026-02-28", "comfort": "first", "note": "with a dog"],
            ]
        ]
        let booked = await server.ask("tools/call", params, declaring: everything)
        #expect(booked.text == "Booked: Ghent, 2026-02-28, first class (with a dog).")
        // Sent once more, it books nothing more.
        let again = await server.ask("tools/call", params, declaring: everything)
        #expect(again.refusal.hasPrefix("400 params.requestState is not accepted"))
    }

    @Test("Nothing is booked for somebody who declines")
    func declined() async throws {
        var params = ghent
        params["inputResponses"] = ["journey": ["action": "decline"]]
        #expect(await (try server()).ask("tools/call", params, declaring: everything).text == "Nothing was booked.")
    }

    @Test("The model's words come back")
    func description() async throws {
        let server = try server()
        var params: JSONObject = ["name": "describe_place", "arguments": ["place": "Ghent"]]
        let first = await server.ask("tools/call", params, declaring: everything)
        let request = first.json["result"]?["inputRequests"]?["description"]
        #expect(request?["method"] == "sampling/createMessage")
        params["requestState"] = first.json["result"]?["requestState"]
        params["inputResponses"] = [
            "description": [
                "role": "assistant", "model": "m", "content": ["type": "text", "text": "A town on two rivers."],
            ]
        ]
        #expect(await server.ask("tools/call", params, declaring: everything).text == "A town on two rivers.")
    }
}
