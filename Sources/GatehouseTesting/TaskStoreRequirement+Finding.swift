import Gatehouse

extension TaskStoreRequirement {
    static let finding: [TaskStoreRequirement] = [
        TaskStoreRequirement("An owner's tasks are listed in the order in which they were made, page by page") {
            store in
            for number in 1...5 {
                try await store.create(task("a\(number)"), within: wide)
                try await store.create(task("b\(number)", of: "bob"), within: wide)
            }
            var ids: [String] = []
            var place: UInt64 = 0
            while true {
                let page = try await store.tasks(of: "alice", after: place, limit: 2)
                guard let last = page.last else { break }
                guard page.count <= 2 else { throw UnmetRequirement("a page of 2 has \(page.count)") }
                ids += page.map(\.id)
                place = last.place
            }
            try UnmetRequirement.expect(ids, (1...5).map { "a\($0)" }, "the tasks")
        },
        TaskStoreRequirement("An owner without tasks has an empty list, and so has another spelling of an owner") {
            store in
            try await store.create(task("a", of: "alice"), within: wide)
            for owner in ["bob", "Alice", "alice "] {
                let found = try await store.tasks(of: owner, after: 0, limit: 10).map(\.id)
                try UnmetRequirement.expect(found, [], "the tasks of \(owner.debugDescription)")
            }
        },
        TaskStoreRequirement("Tasks keep their places when others are replaced and removed") { store in
            for id in ["a", "b", "c"] {
                try await store.create(task(id, expiresAt: id == "b" ? 10 : nil), within: wide)
            }
            _ = try await store.replace(task("a", version: 2, isFinished: true))
            _ = try await store.removeExpired(at: 10, limit: 10)
            try await store.create(task("d"), within: wide)
            let found = try await store.tasks(of: "alice", after: 0, limit: 10)
            try UnmetRequirement.expect(found.map(\.id), ["a", "c", "d"], "the tasks")
            try UnmetRequirement.expect(found.prefix(2).map(\.place), [1, 3], "the places")
            guard let last = found.last, last.place > 3 else { throw UnmetRequirement("a place was given twice") }
        },
        TaskStoreRequirement("Unfinished tasks are found in their order, whoever owns them, and finished ones are not")
        {
            store in
            for (number, owner) in ["alice", "bob", "alice", "carol"].enumerated() {
                try await store.create(task("t\(number)", of: owner, isFinished: number == 3), within: wide)
            }
            _ = try await store.replace(task("t1", of: "bob", version: 2, isFinished: true))
            let all = try await store.unfinishedTasks(after: 0, limit: 10).map(\.id)
            try UnmetRequirement.expect(all, ["t0", "t2"], "the unfinished tasks")
            let first = try await store.unfinishedTasks(after: 0, limit: 1)
            try UnmetRequirement.expect(first.map(\.id), ["t0"], "the first page")
            let rest = try await store.unfinishedTasks(after: first.first?.place ?? 0, limit: 10).map(\.id)
            try UnmetRequirement.expect(rest, ["t2"], "the rest")
        },
    ]

    static let expiry: [TaskStoreRequirement] = [
        TaskStoreRequirement("Tasks are removed when they expire, and no earlier") { store in
            try await store.create(task("a", expiresAt: 100), within: wide)
            try await store.create(task("b", expiresAt: 101), within: wide)
            try await store.create(task("c"), within: wide)
            try UnmetRequirement.expect(try await store.removeExpired(at: 99, limit: 10), [], "what was removed at 99")
            let removed = try await store.removeExpired(at: 100, limit: 10)
            try UnmetRequirement.expect(removed, ["a"], "what was removed at 100")
            try UnmetRequirement.expect(try await store.task(id: "a"), nil, "the removed task")
            let left = try await store.tasks(of: "alice", after: 0, limit: 10).map(\.id)
            try UnmetRequirement.expect(left, ["b", "c"], "what is left")
        },
        TaskStoreRequirement("Those that expire first are removed first, as many as are asked for") { store in
            for (id, time) in [("a", Int64(30)), ("b", 10), ("c", 20)] {
                try await store.create(task(id, expiresAt: time), within: wide)
            }
            let first = try await store.removeExpired(at: 50, limit: 2)
            try UnmetRequirement.expect(Set(first), ["b", "c"], "the first two")
            try UnmetRequirement.expect(try await store.removeExpired(at: 50, limit: 2), ["a"], "the last one")
        },
        TaskStoreRequirement("A task expires as the version that was written last says") { store in
            try await store.create(task("a", expiresAt: 10), within: wide)
            _ = try await store.replace(task("a", version: 2, expiresAt: 1_000))
            try UnmetRequirement.expect(try await store.removeExpired(at: 10, limit: 10), [], "what was removed at 10")
            _ = try await store.replace(task("a", version: 3, expiresAt: 5))
            try UnmetRequirement.expect(
                try await store.removeExpired(at: 10, limit: 10), ["a"], "what was removed then")
        },
        TaskStoreRequirement("An unfinished task that was removed is not found among the unfinished") { store in
            try await store.create(task("a", expiresAt: 10), within: wide)
            _ = try await store.removeExpired(at: 10, limit: 10)
            let found = try await store.unfinishedTasks(after: 0, limit: 10).map(\.id)
            try UnmetRequirement.expect(found, [], "the unfinished tasks")
            let isWritten = try await store.replace(task("a", version: 2))
            try UnmetRequirement.expect(isWritten, false, "whether a later version was written")
        },
    ]

    static let quota: [TaskStoreRequirement] = [
        TaskStoreRequirement("An owner with as many tasks as one may have gets no more; others do") { store in
            let quota = TaskQuota(maximum: 10, maximumPerOwner: 2)
            for id in ["a", "b"] { try await store.create(task(id, isFinished: true), within: quota) }
            let reason = await refusal { () throws(TaskStoreError) in
                try await store.create(task("c"), within: quota)
            }
            try UnmetRequirement.expect(reason, .ownerFull, "the refusal")
            try UnmetRequirement.expect(try await store.task(id: "c"), nil, "the refused task")
            try await store.create(task("d", of: "bob"), within: quota)
        },
        TaskStoreRequirement("A store with as many tasks as there may be takes no more until some are removed") {
            store in
            let quota = TaskQuota(maximum: 2, maximumPerOwner: 2)
            try await store.create(task("a", of: "alice", expiresAt: 10), within: quota)
            try await store.create(task("b", of: "bob"), within: quota)
            let reason = await refusal { () throws(TaskStoreError) in
                try await store.create(task("c", of: "carol"), within: quota)
            }
            try UnmetRequirement.expect(reason, .full, "the refusal")
            _ = try await store.removeExpired(at: 10, limit: 10)
            try await store.create(task("c", of: "carol"), within: quota)
        },
        TaskStoreRequirement("A task is replaced also where there are as many as there may be") { store in
            let quota = TaskQuota(maximum: 1, maximumPerOwner: 1)
            try await store.create(task("a"), within: quota)
            try UnmetRequirement.expect(try await store.replace(task("a", version: 2)), true, "whether it was written")
        },
    ]
}
