import Gatehouse

extension TaskStoreRequirement {
    static let writing: [TaskStoreRequirement] = [
        TaskStoreRequirement("A task is found as it was written, its place given by the store") { store in
            let task = StoredTask(
                id: "a", owner: "https://issuer.example alice", place: 77, isFinished: false,
                expiresAt: 1_700_000_000_000,
                body: Array(0...255))
            try await store.create(task, within: wide)
            try UnmetRequirement.expect(try await store.task(id: "a"), task.at(1), "the task")
        },
        TaskStoreRequirement("There is no task of an id that was never written") { store in
            try UnmetRequirement.expect(try await store.task(id: "a"), nil, "the task")
        },
        TaskStoreRequirement("Ids that differ in case are different, and so are owners whose bytes differ") { store in
            for id in ["a", "A"] { try await store.create(task(id, of: "\u{e9}", body: "\"\(id)\""), within: wide) }
            try await store.create(task("b", of: "e\u{301}"), within: wide)
            for id in ["a", "A"] {
                let found = try await store.task(id: id)?.body
                try UnmetRequirement.expect(found, Array("\"\(id)\"".utf8), "the body of \(id)")
            }
            let precomposed = try await store.tasks(of: "\u{e9}", after: 0, limit: 9).map(\.id)
            try UnmetRequirement.expect(precomposed, ["a", "A"], "the tasks of one spelling")
            let decomposed = try await store.tasks(of: "e\u{301}", after: 0, limit: 9).map(\.id)
            try UnmetRequirement.expect(decomposed, ["b"], "the tasks of the other spelling")
        },
        TaskStoreRequirement("A second task of an id is refused, and the first one stays") { store in
            try await store.create(task("a", body: "1"), within: wide)
            let reason = await refusal { () throws(TaskStoreError) in
                try await store.create(task("a", of: "bob", body: "2"), within: wide)
            }
            try UnmetRequirement.expect(reason, .duplicate, "the refusal")
            try UnmetRequirement.expect(try await store.task(id: "a"), task("a", body: "1").at(1), "the task")
        },
        TaskStoreRequirement("A task is replaced by the version after its own; its owner and place stay") { store in
            try await store.create(task("a"), within: wide)
            try await store.create(task("b"), within: wide)
            let next = StoredTask(
                id: "a", owner: "mallory", place: 9, version: 2, isFinished: true, expiresAt: 5, body: [0x31])
            try UnmetRequirement.expect(try await store.replace(next), true, "whether it was written")
            let expected = StoredTask(
                id: "a", owner: "alice", place: 1, version: 2, isFinished: true, expiresAt: 5, body: [0x31])
            try UnmetRequirement.expect(try await store.task(id: "a"), expected, "the task")
        },
        TaskStoreRequirement("A task is not replaced by its own version, an older one, or one after the next") {
            store in
            try await store.create(task("a"), within: wide)
            _ = try await store.replace(task("a", version: 2, body: "2"))
            for version in [Int64(1), 2, 4] {
                let isWritten = try await store.replace(task("a", version: version, body: "x"))
                try UnmetRequirement.expect(isWritten, false, "whether version \(version) was written over 2")
            }
            let kept = try await store.task(id: "a")
            try UnmetRequirement.expect(kept, task("a", version: 2, body: "2").at(1), "the task")
        },
        TaskStoreRequirement("A task that is not there is not replaced") { store in
            try UnmetRequirement.expect(try await store.replace(task("a", version: 2)), false, "whether it was written")
            try UnmetRequirement.expect(try await store.task(id: "a"), nil, "the task")
        },
        TaskStoreRequirement("A body of a mebibyte is kept") { store in
            let body = (0..<1_048_576).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            try await store.create(StoredTask(id: "a", owner: "alice", body: body), within: wide)
            try UnmetRequirement.expect(try await store.task(id: "a")?.body == body, true, "whether it is the same")
        },
    ]

    static let concurrency: [TaskStoreRequirement] = [
        TaskStoreRequirement("Of writers that replace one version at once, one is told that it did") { store in
            try await store.create(task("a"), within: wide)
            let written = try await withThrowingTaskGroup(of: Bool.self) { group in
                for writer in 0..<16 {
                    group.addTask { try await store.replace(task("a", version: 2, body: "\(writer)")) }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            try UnmetRequirement.expect(written, 1, "how many were written")
        },
        TaskStoreRequirement("Tasks that are made at once all have a place of their own, within the quota") { store in
            let quota = TaskQuota(maximum: 20, maximumPerOwner: 20)
            let made = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<32 {
                    group.addTask {
                        await refusal { () throws(TaskStoreError) in
                            try await store.create(task("\(number)"), within: quota)
                        } == nil
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            try UnmetRequirement.expect(made, 20, "how many were made")
            let places = try await store.tasks(of: "alice", after: 0, limit: 100).map(\.place)
            try UnmetRequirement.expect(Set(places).count, 20, "how many places there are")
            try UnmetRequirement.expect(places, places.sorted(), "the order of places")
        },
    ]
}
