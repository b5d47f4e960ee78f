import GatehouseJSON
import GatehouseProtocol
import Testing

@testable import Gatehouse

@Suite("What may become of a task")
struct TaskRecordTests {
    private static func record(_ origin: TaskOrigin? = nil) -> TaskRecord {
        TaskRecord(
            id: "0123456789abcdef0123456789abcdef", owner: "https://issuer.example alice", origin: origin,
            timeToLive: .seconds(60), pollInterval: .seconds(1), at: 1_000)
    }

    private static func question(_ key: String) -> TaskRecord.Question {
        TaskRecord.Question(key: key, request: .listRoots(ListRootsRequest(params: RequestParams())))
    }

    private static let roots = InputResponse.listRoots(ListRootsResult(roots: []))

    /// Whether anything changes.
    private func happens(_ event: TaskEvent, to record: inout TaskRecord, at time: Int64) -> Bool {
        record.apply(event, at: time)
    }

    static let endings: [TaskEvent] = [
        .completed(Array("{}".utf8), isError: false), .failed(JSONRPCError(.internalError, "no"), message: "no"),
        .cancelled(message: "stop"),
    ]

    @Test("A task begins as working")
    func beginning() {
        let record = Self.record()
        #expect(record.status == .working)
        #expect(record.version == 1)
        #expect(record.expiresAt == 61_000)
    }

    @Test("A task that has ended stays as it is, whatever happens", arguments: endings)
    func ended(_ ending: TaskEvent) {
        var record = Self.record()
        do {
            let isChanged = happens(ending, to: &record, at: 2_000)
            #expect(isChanged)
        }
        let before = record
        for event in Self.endings + [.asked([Self.question("a")]), .answered(["a": Self.roots]), .hadEffect("e", 1)] {
            do {
                let isChanged = happens(event, to: &record, at: 3_000)
                #expect(!isChanged)
            }
        }
        #expect(record == before)
    }

    @Test("A task needs input until everything is answered, and then works again")
    func asking() {
        var record = Self.record()
        do {
            let isChanged = happens(.asked([Self.question("a"), Self.question("b")]), to: &record, at: 2_000)
            #expect(isChanged)
        }
        #expect(record.status == .inputRequired)
        do {
            let isChanged = happens(.answered(["b": Self.roots, "z": Self.roots]), to: &record, at: 3_000)
            #expect(isChanged)
        }
        #expect(record.status == .inputRequired)
        #expect(record.outstanding.map(\.key) == ["a"])
        do {
            let isChanged = happens(.answered(["a": Self.roots]), to: &record, at: 4_000)
            #expect(isChanged)
        }
        #expect(record.status == .working)
    }

    @Test("Answers to what was never asked, or is answered already, change nothing")
    func strayAnswers() {
        var record = Self.record()
        _ = record.apply(.asked([Self.question("a")]), at: 2_000)
        do {
            let isChanged = happens(.answered(["z": Self.roots]), to: &record, at: 3_000)
            #expect(!isChanged)
        }
        _ = record.apply(.answered(["a": Self.roots]), at: 4_000)
        let before = record
        do {
            let isChanged = happens(.answered(["a": Self.roots]), to: &record, at: 5_000)
            #expect(!isChanged)
        }
        #expect(record == before)
    }

    @Test("A key is asked under once in a task's life")
    func keys() {
        var record = Self.record()
        _ = record.apply(.asked([Self.question("a")]), at: 2_000)
        _ = record.apply(.answered(["a": Self.roots]), at: 3_000)
        do {
            let isChanged = happens(.asked([Self.question("a")]), to: &record, at: 4_000)
            #expect(!isChanged)
        }
        #expect(record.status == .working)
    }

    @Test("A task's time does not go backwards where the clock does")
    func time() {
        var record = Self.record()
        _ = record.apply(.asked([Self.question("a")]), at: 500)
        #expect(record.updatedAt == 1_000)
    }

    @Test("What a task takes to run again is gone when it has ended", arguments: endings)
    func privacy(_ ending: TaskEvent) {
        let origin = TaskOrigin(
            tool: "t", arguments: ["secret": "s3cr3t"],
            principal: Principal(subject: "alice", method: .jwt, claims: ["email": "alice@example.org"]),
            revision: .latest, capabilities: [:])
        var record = Self.record(origin)
        #expect(String(decoding: record.stored.body, as: UTF8.self).contains("s3cr3t"))
        _ = record.apply(ending, at: 2_000)
        let kept = String(decoding: record.stored.body, as: UTF8.self)
        #expect(!kept.contains("s3cr3t") && !kept.contains("alice@example.org"))
    }

    @Test("Whatever happens, a task is as its past says, and is read from a store as it was written")
    func property() throws {
        var generator = SplitMix64(seed: 0x7A5C)
        for _ in 0..<300 {
            var record = Self.record(
                Bool.random(using: &generator)
                    ? TaskOrigin(
                        tool: "t", toolVersion: "1", arguments: ["a": ["b": 1]],
                        principal: Principal(
                            subject: "alice", issuer: "https://i", clientID: "c", tenant: "t", groups: ["g"],
                            roles: ["r"], scopes: ["s"], method: .jwt, credentialID: "j", expiresAt: 5,
                            claims: ["x": .null]),
                        revision: .latest, capabilities: ["roots": [:]], remoteAddress: "::1",
                        fields: [.init(name: "x-tenant", value: "7")]) : nil)
            var asked: Set<String> = []
            for step in 0..<20 {
                let before = record
                let event = Self.event(&generator)
                let changed = record.apply(event, at: 1_000 + Int64(step))
                #expect(changed == (record.version == before.version + 1))
                if before.status.isTerminal { #expect(record == before) }
                #expect((record.status == .inputRequired) == !record.outstanding.isEmpty)
                #expect(record.updatedAt >= before.updatedAt && record.createdAt == before.createdAt)
                #expect(Set(record.questions.map(\.key)).count == record.questions.count)
                if case .asked(let questions) = event, changed { asked.formUnion(questions.map(\.key)) }
                if !record.status.isTerminal { #expect(Set(record.questions.map(\.key)) == asked) }
                #expect(try TaskRecord(record.stored) == record)
                #expect(record.stored.isFinished == record.status.isTerminal)
            }
        }
    }

    private static func event(_ generator: inout SplitMix64) -> TaskEvent {
        let keys = ["a", "b", "c", "d"].shuffled(using: &generator).prefix(2)
        return switch Int.random(in: 0..<14, using: &generator) {
        case 0..<5: .asked(keys.map(question))
        case 5..<10: .answered(InputResponses(keys.map { ($0, roots) }) { first, _ in first })
        case 10: .hadEffect(keys.first ?? "", ["n": 1])
        case 11: .completed(Array(#"{"content":[],"deep":[[1e400]]}"#.utf8), isError: true)
        case 12: .failed(JSONRPCError(code: -5, message: "m", data: .null), message: "why")
        default: .cancelled(message: "stop")
        }
    }

    @Test("What is no kept task is refused", arguments: ["", "{}", #"{"form":2}"#, "[1]", #"{"form":1,"status":"x"}"#])
    func unreadable(_ body: String) {
        #expect(throws: JSONDecodingError.self) {
            try TaskRecord(StoredTask(id: "a", owner: "b", body: Array(body.utf8)))
        }
    }
}
