using Rnn.Onnx.Models;
using Rnn.Onnx.Training.Optimization;
using Rnn.Onnx.Training.Tasks;

namespace Rnn.Onnx.Training.Tests.Translation;

[TestClass]
public sealed class TeacherForcingTests
{
    [TestMethod]
    public void At_Constant_Stays()
    {
        var forcing = new TeacherForcing { Share = 0.7 };

        Assert.AreEqual(0.7, forcing.At(Point(0)));
        Assert.AreEqual(0.7, forcing.At(Point(99)));
    }

    [TestMethod]
    public void At_Linear_FallsFromTheFirstStepToTheLast()
    {
        var forcing = new TeacherForcing
        {
            Kind = TeacherForcingKind.Linear,
            Share = 1,
            FinalShare = 0.25,
        };

        Assert.AreEqual(1.0, forcing.At(Point(0)));
        Assert.AreEqual(1 - 0.75 / 3, forcing.At(Point(33)), 1e-12);
        Assert.AreEqual(0.25, forcing.At(Point(99)), 1e-12);
    }

    [TestMethod]
    public void At_InverseSigmoid_IsTheEquation()
    {
        var forcing = new TeacherForcing { Kind = TeacherForcingKind.InverseSigmoid, Decay = 10 };

        Assert.AreEqual(10.0 / 11, forcing.At(Point(0)), 1e-12);
        Assert.AreEqual(10 / (10 + Math.Exp(5)), forcing.At(Point(50)), 1e-12);
    }

    [TestMethod]
    public void Validate_NoShare_SaysWhich()
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() => new TeacherForcing { Share = 1.5 }.Validate());

        Assert.AreEqual("Option teacher-forcing: expected a value from 0 to 1, found 1.5.", error.Message);
    }

    private static SchedulePoint Point(long step) => new(step, 100, 0, []);
}
