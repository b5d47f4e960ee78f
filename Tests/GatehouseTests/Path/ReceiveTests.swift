import Gatehouse
import Testing

@Suite("Step 1, receive")
struct ReceiveTests {
    @Test("A host that is not allowed is refused before the caller is known and the body is read")
    func foreignHost() async throws {
        let ask = Ask.modern("tools/list", as: "forged").with {
            $0.head.host = ["evil.example"]
            $0.head.method = "PUT"
            $0.head.contentType = "text/html"
            $0.text = "garbage"
        }
        let server = try Samples.server()
        let answer = Answer(await server.respond(to: ask.head, body: ask.body, stream: nil))
        #expect(
            answer.refusal
                == "421 -32600 The Host header field, \"evil.example\", names a host that this server does not answer "
                + "for; to allow it, add it to server.allowed_hosts.")
        #expect(server.refuse(ask.head)?.body == answer.reply.body)
        #expect(answer.id == nil)
    }

    @Test("An origin that is not allowed is refused before the caller is known and the body is read")
    func foreignOrigin() async throws {
        let ask = Ask.modern("tools/list", as: "forged").with {
            $0.head.origin = ["https://evil.example"]
            $0.text = "garbage"
        }
        let answer = try await Samples.server().answer(ask)
        #expect(
            answer.refusal
                == "403 403 The Origin header field, \"https://evil.example\", is not an allowed origin; to allow it, add "
                + "it to server.allowed_origins.")
    }

    @Test("The host is checked before the origin")
    func hostBeforeOrigin() async throws {
        let ask = Ask.modern("tools/list").with {
            $0.head.host = []
            $0.head.origin = ["https://evil.example"]
        }
        let answer = try await Samples.server().answer(ask)
        #expect(answer.refusal == "400 -32600 The Host header field is missing; HTTP/1.1 requires exactly one.")
    }

    @Test(
        "A method that the endpoint does not have is answered with the ones it has",
        arguments: ["PUT", "HEAD", "OPTIONS", "PATCH", "post", ""])
    func methodNotAllowed(_ method: String) async throws {
        let ask = Ask.modern("tools/list", as: "forged").with { $0.head.method = method }
        let answer = try await Samples.server().answer(ask)
        #expect(answer.status == 405)
        #expect(answer.fields("Allow") == ["GET, POST, DELETE"])
    }

    @Test(
        "A body that is not declared as JSON in UTF-8 is refused before the caller is known",
        arguments: [
            nil, "", "text/plain", "application/jsonp", "application/json; charset=latin1",
            "application/json;charset=utf-16", "application/x-www-form-urlencoded", "text/plain, application/json",
        ])
    func contentType(_ type: String?) async throws {
        let ask = Ask.modern("tools/list", as: "forged").with { $0.head.contentType = type }
        let answer = try await Samples.server().answer(ask)
        #expect(answer.refusal == "415 -32600 Content-Type must be application/json")
    }

    @Test(
        "A body that is declared as JSON is taken, however that is spelled",
        arguments: [
            "application/json", "Application/JSON", "application/json; charset=utf-8", "application/json;charset=UTF-8",
            "application/json ; charset=\"utf-8\"", "application/json; profile=x",
        ])
    func contentTypeOfJSON(_ type: String) async throws {
        let ask = Ask.modern("tools/list").with { $0.head.contentType = type }
        #expect(try await Samples.server().answer(ask).status == 200)
    }

    @Test(
        "A client that takes no JSON is refused",
        arguments: ["text/html", "text/event-stream", "application/json;q=0", "application/*;q=0.0, text/*", ""])
    func accept(_ accept: String) async throws {
        let ask = Ask.modern("tools/list").with { $0.head.accept = accept }
        let answer = try await Samples.server().answer(ask)
        #expect(answer.refusal == "406 -32600 Accept must list application/json and text/event-stream")
    }

    @Test(
        "A client that takes JSON is served, however it says so",
        arguments: [
            nil, "*/*", "application/*", "application/json", "text/event-stream, application/json;q=0.1",
            "Application/JSON , text/event-stream", "text/html;q=0, */*",
        ])
    func acceptOfJSON(_ accept: String?) async throws {
        let ask = Ask.modern("tools/list").with { $0.head.accept = accept }
        #expect(try await Samples.server().answer(ask).status == 200)
    }

    @Test("A request without header fields passes without a host, a method or a media type")
    func stdio() async throws {
        let server = try Samples.server()
        let ask = Ask.modern("tools/list").onStdio
        #expect(server.refuse(ask.head) == nil)
        #expect(await server.answer(ask).status == 200)
    }

    @Test("A request passes that its head gives no reason to refuse")
    func passes() throws {
        #expect(try Samples.server().refuse(Ask.modern("tools/list").head) == nil)
    }
}
