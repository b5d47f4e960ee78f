import Gatehouse
import GatehouseHTTP
import Synchronization
import Testing

@Suite("Streams of events", .serialized, .timeLimit(.minutes(2)))
struct EventStreamTests {
    @Test("Messages and the reply are events of one chunked response")
    func events() async throws {
        let responder = StubResponder(answer: { _, _, stream in
            try? await stream?.send(Array("{\"n\":1}".utf8), fields: [Reply.Field("X-First", "1")])
            try? await stream?.send(Array("{\"n\":\n2}".utf8), fields: [Reply.Field("X-Second", "2")])
            return Reply(status: 500, fields: [Reply.Field("X-Late", "3")], body: Array("{\"n\":3}".utf8))
        })
        try await withListener(responder) { running in
            let client = try await RawClient.connect(running.port)
            try await client.send(post("{}"))
            let text = await client.text(until: "0\r\n\r\n")
            let head = text.prefix { $0 != "\r\n" }
            #expect(head == "HTTP/1.1 200 OK")
            for line in [
                "Content-Type: text/event-stream", "Cache-Control: no-store", "X-Accel-Buffering: no",
                "Transfer-Encoding: chunked", "X-First: 1",
            ] {
                #expect(text.contains("\r\n\(line)\r\n"))
            }
            #expect(!text.contains("X-Second") && !text.contains("X-Late"))
            let events = [#"{"n":1}"#, #"{"n": 2}"#, #"{"n":3}"#].map { data in
                let event = "event: message\ndata: \(data)\n\n"
                return "\(String(event.utf8.count, radix: 16))\r\n\(event)\r\n"
            }
            #expect(body(of: text) == events.joined() + "0\r\n\r\n")
            try await client.echoes()
            try await client.close()
        }
    }

    @Test("What is left of a request when its stream is open is done, and gives the reply")
    func rest() async throws {
        let responder = StubResponder(answer: { _, _, stream in
            try? await stream?.open(fields: [])
            return Reply(after: {
                try? await stream?.send(Array("1".utf8), fields: [])
                return Reply(status: 200, body: Array("2".utf8))
            })
        })
        try await withListener(responder) { running in
            let client = try await RawClient.connect(running.port)
            try await client.send(post("{}", fields: ["Connection: close"]))
            let text = await client.textToEnd()
            #expect(text.contains("event: message\ndata: 1\n\n"))
            #expect(text.contains("event: message\ndata: 2\n\n"))
            #expect(running.listener.statistics.requests == 0)
        }
    }

    @Test("What is left of a request is done, though its client has gone before it began")
    func restOfTheGone() async throws {
        let (started, gate, done) = (Gate(), Gate(), Gate())
        let responder = StubResponder(answer: { _, _, _ in
            started.open()
            // It does not heed that it is cancelled.
            await Task { await gate.pass() }.value
            return Reply(after: {
                // A stream that lasts until its client is gone, which it is.
                await Gate().pass()
                done.open()
                return Reply(status: 200)
            })
        })
        try await withListener(responder) { running in
            let client = try await RawClient.connect(running.port)
            try await client.send(post("{}"))
            await started.pass()
            try await client.close()
            while running.listener.statistics.connections > 0 { await Task.yield() }
            gate.open()
            await done.pass()
            while running.listener.statistics.requests > 0 { await Task.yield() }
        }
    }

    @Test("A peer of HTTP/1.0 gets bare events up to the connection's end")
    func oldVersion() async throws {
        let responder = StubResponder(answer: { _, _, stream in
            try? await stream?.send(Array("1".utf8), fields: [])
            return Reply(status: 200, body: Array("2".utf8))
        })
        try await withListener(responder) { running in
            let client = try await RawClient.connect(running.port)
            try await client.send("POST /mcp HTTP/1.0\r\nContent-Length: 0\r\n\r\n")
            let text = await client.textToEnd()
            #expect(!text.contains("Transfer-Encoding"))
            #expect(body(of: text) == "event: message\ndata: 1\n\nevent: message\ndata: 2\n\n")
        }
    }

    @Test("Large messages and a large last event come whole and in order, from several senders")
    func large() async throws {
        let responder = StubResponder(answer: { _, _, stream in
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        let message = [UInt8](repeating: UInt8(ascii: "a") + UInt8(number), count: 300_000)
                        try? await stream?.send(message, fields: [])
                    }
                }
            }
            return Reply(status: 200, body: [UInt8](repeating: UInt8(ascii: "z"), count: 300_000))
        })
        try await withListener(responder) { running in
            let client = try await RawClient.connect(running.port)
            try await client.send(post("{}", fields: ["Connection: close"]))
            let text = body(of: await client.textToEnd())
            let data = text.split(separator: "data: ").dropFirst().map { $0.prefix { $0 != "\n" } }
            #expect(data.count == 9)
            #expect(data.allSatisfy { $0.utf8.count == 300_000 && Set($0.utf8).count == 1 })
            #expect(data.last?.first == "z")
            #expect(text.hasSuffix("\n\n\r\n0\r\n\r\n"))
        }
    }

    @Test("A sender is held back while the peer does not read, and is told when the peer is gone")
    func backPressure() async throws {
        let sent = Mutex(0)
        let failed = Gate()
        let responder = StubResponder(answer: { _, _, stream in
            let message = [UInt8](repeating: UInt8(ascii: "x"), count: 10_000)
            do {
                while true {
                    try await stream?.send(message, fields: [])
                    sent.withLock { $0 += 1 }
                }
            } catch {
                failed.open()
            }
            return Reply(status: 200)
        })
        try await withListener(responder, { $0.timeouts.writeStall = .milliseconds(500) }) { running in
            let client = try await RawClient.connect(running.port, reads: false)
            try await client.send(post("{}"))
            await failed.pass()
            // The rest is what the system's own buffers hold.
            #expect(sent.withLock { $0 } < 1000)
            try await client.close()
            while running.listener.statistics != HTTPListenerStatistics() { await Task.yield() }
        }
    }

    @Test("A sender that is held back stops waiting when its task is cancelled")
    func cancelledSender() async throws {
        let returned = Gate()
        let responder = StubResponder(answer: { _, _, stream in
            let message = [UInt8](repeating: UInt8(ascii: "x"), count: 100_000)
            let sender = Task {
                do {
                    while true { try await stream?.send(message, fields: []) }
                } catch {
                    returned.open()
                }
            }
            while !sender.isCancelled {
                await Task.yield()
                sender.cancel()
            }
            await sender.value
            return Reply(status: 200)
        })
        try await withListener(responder) { running in
            let client = try await RawClient.connect(running.port, reads: false)
            try await client.send(post("{}"))
            await returned.pass()
            try await client.close()
        }
    }

    @Test("A stream begins before its first event, and its events may have ids, names and a time to wait")
    func openedStream() async throws {
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let responder = StubResponder(answer: { _, _, stream in
            try? await stream?.open(fields: [Reply.Field("X-First", "1")])
            _ = await gate.first { _ in true }
            let priming = StreamMessage([], eventID: "a-1\nid: forged", retry: .milliseconds(1_500))
            try? await stream?.send(priming, fields: [])
            try? await stream?.send(StreamMessage(Array("/x".utf8), eventName: "endpoint"), fields: [])
            var reply = Reply(status: 200, body: Array("{}".utf8))
            reply.eventID = "a-2"
            return reply
        })
        try await withListener(responder) { running in
            let client = try await RawClient.connect(running.port)
            try await client.send(request("GET", "/mcp", fields: ["Host: a"]))
            let head = await client.text(until: "\r\n\r\n")
            #expect(head.hasPrefix("HTTP/1.1 200 OK") && head.contains("X-First: 1"))
            open.yield()
            let text = await client.text(until: "0\r\n\r\n")
            let events = text.split(separator: "\r\n").filter { $0.hasSuffix("\n\n") }.map(String.init)
            #expect(
                events == [
                    "event: message\nid: a-1id: forged\nretry: 1500\ndata: \n\n",
                    "event: endpoint\ndata: /x\n\n",
                    "event: message\nid: a-2\ndata: {}\n\n",
                ])
            try await client.close()
        }
    }

    @Test("A stream that was begun ends with nothing where the reply has no body")
    func endsWithoutEvent() async throws {
        let responder = StubResponder(answer: { _, _, stream in
            try? await stream?.open(fields: [])
            return Reply(status: 200)
        })
        try await withListener(responder) { running in
            let client = try await RawClient.connect(running.port)
            try await client.send(post("{}"))
            #expect(body(of: await client.text(until: "0\r\n\r\n")) == "0\r\n\r\n")
            try await client.echoes()
            try await client.close()
        }
    }

    @Test("A message for a request that has been answered is refused")
    func late() async throws {
        let (kept, continuation) = AsyncStream.makeStream(of: (any ReplyStream).self)
        let responder = StubResponder(answer: { _, _, stream in
            if let stream { continuation.yield(stream) }
            return Reply(status: 200, body: Array("done".utf8))
        })
        try await withListener(responder) { running in
            let client = try await RawClient.connect(running.port)
            try await client.send(post("{}"))
            _ = await client.text(until: "done")
            let stream = await kept.first { _ in true }
            await #expect(throws: StreamClosed.self) { try await stream?.send(Array("1".utf8), fields: []) }
            try await client.close()
        }
    }
}

extension RawClient {
    /// Shows that the connection is still good for another request.
    fileprivate func echoes() async throws {
        try await send(request("GET", "/health/live"))
        #expect(await text(until: "}").hasPrefix("HTTP/1.1 200 OK\r\n"))
    }
}
