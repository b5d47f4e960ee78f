import Gatehouse
import GatehouseHTTP
import HTTPTypes
import Hummingbird
import NIOCore

/// Answers the requests of one mounted path.
struct MountedEndpoint: Sendable {
    private static let comment = ByteBuffer(string: ": keep-alive\n\n")

    let responder: any RequestResponder
    let options: MountOptions

    func respond(to request: Request, from peer: SocketAddress?) async throws -> Response {
        var request = request
        let head = RequestHead(request, from: peer, keptFields: responder.headerFieldNames)
        if let refusal = responder.refuse(head) { return response(refusal) }
        let body = Array(buffer: try await request.collectBody(upTo: options.bodyBytes))
        let responder = responder
        let work = MountedWork(request, options) { exchange in
            await responder.reply(to: head, body: body, stream: exchange)
        }
        while true {
            switch await work.next() {
            case .silence: continue
            case .reply(let reply):
                await work.end()
                return response(reply)
            case .opened(let fields): return stream(work, fields, nil)
            case .message(let message, let fields): return stream(work, fields, message)
            case nil:
                await work.end()
                throw HTTPError(.serviceUnavailable)
            }
        }
    }

    private func response(_ reply: Reply) -> Response {
        var headers = Self.headers(reply.fields)
        guard let body = reply.body else {
            return Response(status: HTTPResponse.Status(code: reply.status), headers: headers)
        }
        headers[.contentType] = "application/json"
        return Response(
            status: HTTPResponse.Status(code: reply.status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    private func stream(_ work: MountedWork, _ fields: [Reply.Field], _ first: StreamMessage?) -> Response {
        var headers = Self.headers(fields)
        headers[.contentType] = "text/event-stream"
        headers[.cacheControl] = "no-store"
        let body = ResponseBody { writer in
            do {
                if let first { try await writer.write(ByteBuffer(bytes: first.eventBytes)) }
                try await Self.write(work, to: &writer)
                await work.end()
                try await writer.finish(nil)
            } catch {
                work.abandon()
                await work.end()
                throw error
            }
        }
        return Response(status: .ok, headers: headers, body: body)
    }

    /// Writes messages as they come, up to the reply.
    private static func write(_ work: MountedWork, to writer: inout any ResponseBodyWriter) async throws {
        while let event = await work.next() {
            switch event {
            case .opened: break
            case .silence: try await writer.write(comment)
            case .message(let message, _): try await writer.write(ByteBuffer(bytes: message.eventBytes))
            case .reply(let reply):
                let last = StreamMessage(reply.body ?? [], eventID: reply.eventID)
                if !last.body.isEmpty { try await writer.write(ByteBuffer(bytes: last.eventBytes)) }
                return
            }
        }
    }

    private static func headers(_ fields: [Reply.Field]) -> HTTPFields {
        var headers = HTTPFields()
        for field in fields {
            guard let name = HTTPField.Name(field.name) else { continue }
            headers.append(HTTPField(name: name, value: field.value))
        }
        return headers
    }
}
