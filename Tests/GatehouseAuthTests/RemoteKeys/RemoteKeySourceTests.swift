import Gatehouse
import GatehouseFetch
import Synchronization
import Testing

@testable import GatehouseAuth

@Suite("Keys that are fetched")
struct RemoteKeySourceTests {
    private static let unknownKey = "the token's issuer has no key of the name that it gives"

    @Test("A token that comes first is verified once the keys are there")
    func cold() async throws {
        let fixture = try RemoteFixture(ScriptedFetch(RemoteFixture.keys))
        #expect(await fixture.failure(try RemoteFixture.token()) == nil)
        #expect(await fixture.failure(try RemoteFixture.token("EdDSA")) == nil)
        #expect(fixture.fetch.urls == [RemoteFixture.url])
        #expect(fixture.log.lines == ["the keys of an issuer were fetched"])
    }

    @Test("A thousand tokens at once in the beginning cause exactly one fetch, and all are taken")
    func stampede() async throws {
        let latch = Latch()
        let fetch = ScriptedFetch { _ in
            await latch.wait()
            return .success(ScriptedFetch.response(RemoteFixture.keys))
        }
        let fixture = try RemoteFixture(fetch)
        let token = try RemoteFixture.token()
        let failures = await withTaskGroup(of: AuthenticationFailure?.self) { group in
            for _ in 0..<1_000 { group.addTask { await fixture.failure(token) } }
            group.addTask {
                while fetch.count == 0 { await Task.yield() }
                for _ in 0..<2_000 { await Task.yield() }
                latch.open()
                return nil
            }
            return await group.reduce(into: [AuthenticationFailure]()) { if let failure = $1 { $0.append(failure) } }
        }
        #expect(failures == [])
        #expect(fetch.count == 1)
    }

    @Test("Ten thousand unknown keys cause one fetch in ten seconds at most, and each is refused")
    func flood() async throws {
        let fixture = try RemoteFixture(ScriptedFetch(RemoteFixture.keys))
        await fixture.source.load()
        let genuine = try RemoteFixture.token()
        for round in 1...3 {
            fixture.clock.advance(by: .seconds(10))
            await withTaskGroup(of: AuthenticationFailure?.self) { group in
                for number in 0..<3_400 {
                    group.addTask { await fixture.failure((try? RemoteFixture.unknown(number)) ?? "") }
                }
                for await failure in group { #expect(failure?.reason == Self.unknownKey) }
            }
            #expect(fixture.fetch.count == 1 + round)
            #expect(await fixture.failure(genuine) == nil)
        }
    }

    @Test("A token whose key is known never waits for the network")
    func knownKeyDoesNotWait() async throws {
        let fixture = try RemoteFixture(ScriptedFetch(RemoteFixture.keys))
        await fixture.source.load()
        let latch = Latch()
        fixture.fetch.answer { _ in
            await latch.wait()
            return .failure(ScriptedFetch.down)
        }
        fixture.clock.advance(by: .seconds(290))
        // The fetch that is due by now begins, and hangs until the end of the test.
        for _ in 0..<100 { #expect(await fixture.failure(try RemoteFixture.token()) == nil) }
        while fixture.fetch.count < 2 { await Task.yield() }
        #expect(fixture.fetch.count == 2)
        latch.open()
    }

    @Test("A token with an unknown key waits for a fetch for a quarter of a second, and is refused then")
    func patience() async throws {
        let fixture = try RemoteFixture(ScriptedFetch(RemoteFixture.keys))
        await fixture.source.load()
        let latch = Latch()
        fixture.fetch.answer { _ in
            await latch.wait()
            return .success(ScriptedFetch.response(RemoteFixture.keys))
        }
        fixture.clock.advance(by: .seconds(10))
        let isDone = Mutex(false)
        let waiting = Task {
            let failure = await fixture.failure(try RemoteFixture.unknown(1))
            isDone.withLock { $0 = true }
            return failure
        }
        while fixture.fetch.count < 2 || fixture.clock.sleeping == 0 { await Task.yield() }
        fixture.clock.advance(by: .milliseconds(249))
        for _ in 0..<100 { await Task.yield() }
        #expect(!isDone.withLock { $0 })
        fixture.clock.advance(by: .milliseconds(1))
        #expect(try await waiting.value?.reason == Self.unknownKey)
        // Whoever comes later does not wait at all.
        #expect(await fixture.failure(try RemoteFixture.unknown(2))?.reason == Self.unknownKey)
        latch.open()
    }

    private final class Count: Sendable {
        private let count = Mutex(0)

        var value: Int { count.withLock { $0 } }

        func add() { count.withLock { $0 += 1 } }
    }

    @Test("No more than ten thousand tokens wait at once; the next ones are answered straight away")
    func maximumWaiting() async throws {
        let fixture = try RemoteFixture(ScriptedFetch(RemoteFixture.keys))
        await fixture.source.load()
        let latch = Latch()
        fixture.fetch.answer { _ in
            await latch.wait()
            return .success(ScriptedFetch.response(RemoteFixture.keys))
        }
        fixture.clock.advance(by: .seconds(10))
        let answered = Count()
        await withDiscardingTaskGroup { group in
            for _ in 0..<RemoteKeySource.maximumWaiting + 50 {
                group.addTask {
                    _ = try? await fixture.source.refreshedKeys(at: TokenText.now)
                    answered.add()
                }
            }
            while answered.value < 50 { await Task.yield() }
            for _ in 0..<100 { await Task.yield() }
            #expect(answered.value == 50)
            latch.open()
        }
        #expect(fixture.fetch.count == 2)
    }

    @Test("While no keys were ever fetched, tokens are answered with 503 and not refused")
    func unavailable() async throws {
        let fetch = ScriptedFetch { _ in .failure(ScriptedFetch.down) }
        let fixture = try RemoteFixture(fetch)
        let failure = await fixture.failure(try RemoteFixture.token())
        #expect(failure?.kind == .unavailable(retryAfter: .seconds(1)))
        #expect(
            failure?.reason
                == "the keys of issuer https://issuer.example cannot be had: "
                + "they have not been fetched, or not for too long a time")
        #expect(
            fixture.log.lines == [
                "the keys of an issuer cannot be fetched, and none are known: its tokens are answered with 503"
            ])
        for _ in 0..<50 { _ = await fixture.failure(try RemoteFixture.token()) }
        #expect(fetch.count == 1)
        fetch.answer(RemoteFixture.keys)
        fixture.clock.advance(by: .seconds(2))
        #expect(await fixture.source.load())
        #expect(await fixture.failure(try RemoteFixture.token()) == nil)
    }

    @Test("With the issuer down for a day its keys go on working, unknown ones are refused at once, and then it ends")
    func downForADay() async throws {
        let fixture = try RemoteFixture(ScriptedFetch(RemoteFixture.keys))
        await fixture.source.load()
        fixture.fetch.fail()
        let token = try RemoteFixture.token()
        for minute in 1..<1_440 {
            fixture.clock.advance(by: .seconds(60))
            fixture.wall.advance(by: 60)
            await fixture.source.load()
            if minute % 20 == 0 {
                #expect(await fixture.failure(token) == nil)
                #expect(await fixture.failure(try RemoteFixture.unknown(minute))?.reason == Self.unknownKey)
            }
        }
        // Once in five minutes, and now and then because of an unknown key.
        #expect((200...500).contains(fixture.fetch.count))
        fixture.clock.advance(by: .seconds(60))
        #expect(await fixture.failure(token)?.kind == .unavailable(retryAfter: .seconds(1)))
        fixture.fetch.answer(RemoteFixture.keys)
        fixture.clock.advance(by: .seconds(600))
        await fixture.source.load()
        #expect(await fixture.failure(token) == nil)
        #expect(fixture.log.lines.contains("the keys of an issuer can be fetched again"))
    }

    @Test("A new key is taken within ten seconds, a removed one not beyond five minutes, and nobody is refused between")
    func rotation() async throws {
        let fixture = try RemoteFixture(ScriptedFetch(TestJWKs.set(TestJWKs.p256())))
        await fixture.source.load()
        let (old, new) = (try RemoteFixture.token(), try RemoteFixture.token("EdDSA"))
        // Just before the rotation somebody uses the fetch of these ten seconds up.
        fixture.clock.advance(by: .seconds(10))
        _ = await fixture.failure(try RemoteFixture.unknown(1))
        fixture.fetch.answer(RemoteFixture.keys)
        fixture.clock.advance(by: .seconds(9))
        #expect(await fixture.failure(new)?.reason == Self.unknownKey)
        fixture.clock.advance(by: .seconds(1))
        #expect(await fixture.failure(new) == nil)
        #expect(await fixture.failure(old) == nil)
        fixture.fetch.answer(TestJWKs.set(TestJWKs.ed25519()))
        fixture.clock.advance(by: .seconds(299))
        await fixture.source.load()
        #expect(await fixture.failure(old)?.reason == Self.unknownKey)
        #expect(await fixture.failure(new) == nil)
    }

    @Test("A rotation amongst many requests refuses none of them")
    func rotationUnderLoad() async throws {
        let fixture = try RemoteFixture(ScriptedFetch(RemoteFixture.keys), cacheCapacity: 100)
        await fixture.source.load()
        let sets = [
            RemoteFixture.keys, TestJWKs.set(TestJWKs.p256(), TestJWKs.ed25519(), TestJWKs.p384()),
            TestJWKs.set(TestJWKs.ed25519(), TestJWKs.p256()),
        ]
        let tokens = [try RemoteFixture.token(), try RemoteFixture.token("EdDSA")]
        let refused = await withTaskGroup(of: Int.self) { group in
            for worker in 0..<4 {
                group.addTask {
                    var refused = 0
                    for number in 0..<100 where await fixture.failure(tokens[(worker + number) % 2]) != nil {
                        refused += 1
                    }
                    return refused
                }
            }
            group.addTask {
                // A fetch that a token has caused is not over before its task had its turn.
                for number in 0..<10_000 where fixture.fetch.count <= 10 {
                    fixture.fetch.answer(sets[number % sets.count])
                    fixture.clock.advance(by: .seconds(300))
                    await fixture.source.load()
                    await Task.yield()
                }
                return 0
            }
            return await group.reduce(0, +)
        }
        #expect(refused == 0)
        #expect(fixture.fetch.count > 10)
    }

    @Test("A jump of the wall clock by an hour fetches nothing and takes no key away", arguments: [3_600, -3_600])
    func wallClockJumps(_ seconds: Int64) async throws {
        let fixture = try RemoteFixture(ScriptedFetch(RemoteFixture.keys), cacheCapacity: 100)
        await fixture.source.load()
        let token = try RemoteFixture.token()
        #expect(await fixture.failure(token) == nil)
        fixture.wall.advance(by: seconds)
        for _ in 0..<100 { #expect(await fixture.failure(token) == nil) }
        // Only the token that is truly outside of its time is refused.
        let short = try TokenText().signed()
        let reason = seconds > 0 ? "the token has expired" : "the token is not valid yet"
        #expect(await fixture.failure(short)?.reason == reason)
        #expect(fixture.fetch.count == 1)
        fixture.wall.advance(by: -seconds)
        #expect(await fixture.failure(short) == nil)
    }

    @Test("Keys are fetched ahead of time though nobody asks, until the task is cancelled")
    func background() async throws {
        let fixture = try RemoteFixture(ScriptedFetch(RemoteFixture.keys))
        let running = Task { await fixture.source.run() }
        while fixture.fetch.count < 3 {
            fixture.clock.advance(by: .milliseconds(500))
            await Task.yield()
        }
        #expect(fixture.clock.now >= .seconds(510))
        running.cancel()
        await running.value
    }

    @Test(
        "What is no set with a usable key leaves the known keys",
        arguments: [
            "", "{}", "[]", "null", "<html></html>", "{\"keys\":{}}", "{\"keys\":[]}", "{\"keys\":[{}]}",
            "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}", "{\"keys\":[{\"kty\":\"RSA\"",
            "{\"keys\":[],\"keys\":[]}",
            "{\"keys\":[" + Array(repeating: "{\"kty\":\"EC\"}", count: 101).joined(separator: ",") + "]}",
            "{\"keys\":[" + Array(repeating: "{\"kty\":\"EC\"}", count: 10_000).joined(separator: ",") + "]}",
            "{\"keys\":\(String(repeating: "[", count: 5_000))",
        ])
    func badSets(_ body: String) async throws {
        let fixture = try RemoteFixture(ScriptedFetch(RemoteFixture.keys))
        await fixture.source.load()
        let known = fixture.source.keys(at: TokenText.now)
        fixture.fetch.answer(Array(body.utf8))
        fixture.clock.advance(by: .seconds(299))
        await fixture.source.load()
        #expect(fixture.fetch.count == 2)
        #expect(fixture.source.keys(at: TokenText.now) === known)
        #expect(fixture.log.lines.last == "the keys of an issuer cannot be fetched; the known ones stay")
    }

    @Test("Keys that cannot be used are skipped one by one and logged, and the others count")
    func skipped() async throws {
        let fixture = try RemoteFixture(
            ScriptedFetch(
                TestJWKs.set(
                    "{\"kty\":\"oct\",\"k\":\"AAAA\",\"kid\":\"s\"}",
                    "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"AAAA\"}",
                    "{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"x\":\"AAAA\",\"y\":\"AAAA\"}", "7", TestJWKs.p256(),
                    TestJWKs.p256([("x", "\"AAAA\"")]), TestJWKs.ed25519([("use", "\"enc\"")]))))
        #expect(await fixture.failure(try RemoteFixture.token()) == nil)
        #expect(await fixture.failure(try RemoteFixture.token("EdDSA"))?.reason == Self.unknownKey)
        #expect(fixture.log.lines.filter { $0 == "a key was skipped" }.count == 6)
    }

    @Test("A remembered token is verified again when the keys have changed, and not while they have not")
    func cache() async throws {
        let fixture = try RemoteFixture(ScriptedFetch(RemoteFixture.keys), cacheCapacity: 10)
        await fixture.source.load()
        let token = try RemoteFixture.token()
        #expect(await fixture.failure(token) == nil)
        fixture.clock.advance(by: .seconds(299))
        await fixture.source.load()
        let unchanged = fixture.source.keys(at: TokenText.now)
        fixture.clock.advance(by: .seconds(299))
        fixture.fetch.answer(TestJWKs.set(TestJWKs.ed25519()))
        await fixture.source.load()
        #expect(fixture.source.keys(at: TokenText.now) !== unchanged)
        #expect(await fixture.failure(token)?.reason == Self.unknownKey)
    }
}
