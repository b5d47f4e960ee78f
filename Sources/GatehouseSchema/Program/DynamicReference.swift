/// The target of `$dynamicRef` (section 8.2.3.2 of the core part).
struct DynamicReference: Sendable {
    /// The target where no schema on the way here has the anchor.
    var initial: Int
    /// The anchor's index in ``SchemaProgram/dynamicAnchors``, where the reference is dynamic.
    var anchor: Int?
}
