import GatehouseJSON

/// Decides whether no two elements of an array are equal, as `uniqueItems` means it.
enum UniqueElements {
    static func areUnique(_ elements: [JSONValue]) -> Bool {
        var seen = Set<ComparableValue>(minimumCapacity: elements.count)
        return elements.allSatisfy { seen.insert(ComparableValue($0)).inserted }
    }
}
