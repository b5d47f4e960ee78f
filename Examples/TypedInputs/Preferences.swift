import GatehouseMacros

/// Wishes to the room's own controls. Rooms differ, so members that are not known here are ignored.
@Schemable(.open, naming: .snakeCase)
struct Preferences: Equatable {
    /// From dark to bright.
    @Field(.range(0...1))
    var lightLevel: Float?
    /// In degrees Celsius.
    @Field(.range(16.0...26.0), .multipleOf(0.5))
    var temperature: Double?
    /// Where the screen takes its picture from.
    @Field(.format(.hostname), .name("screen"))
    var screenHost: String?
}
