// What Dear ImGui's OpenGL backend asks of the context, answered here instead of by the browser.
//
// Each such question stops the page until the graphics process has answered: 14 of them in every picture, measured at 1 ms to
// 1 s on a busy machine. The backend asks in order to put everything back for others who draw; in this context nobody else
// does, so the state of a new context is a true enough answer. Emscripten's own answers are left out of the page with that.
#include <GLES3/gl3.h>

namespace {

/// WebGL2 promises 2048; every implementation in use gives more, and the glyphs of a form need less.
constexpr GLint texture_size = 4096;

GLint answer(GLenum name) {
    switch (name) {
    case GL_MAJOR_VERSION: return 3;
    case GL_MAX_TEXTURE_SIZE: return texture_size;
    case GL_ACTIVE_TEXTURE: return GL_TEXTURE0;
    case GL_BLEND_SRC_RGB:
    case GL_BLEND_SRC_ALPHA: return GL_ONE;
    case GL_BLEND_EQUATION_RGB:
    case GL_BLEND_EQUATION_ALPHA: return GL_FUNC_ADD;
    default: return 0;  // nothing bound, no extension
    }
}

}  // namespace

extern "C" {

void glGetIntegerv(GLenum name, GLint* data) {
    int const count = name == GL_VIEWPORT || name == GL_SCISSOR_BOX ? 4 : 1;
    for (int index = 0; index < count; ++index) { data[index] = answer(name); }
}

GLboolean glIsEnabled(GLenum) { return GL_FALSE; }

/// The two shaders are the backend's own and do not change: waiting for their compilation would stop the first picture.
void glGetShaderiv(GLuint, GLenum name, GLint* parameters) { *parameters = name == GL_COMPILE_STATUS ? GL_TRUE : 0; }
void glGetProgramiv(GLuint, GLenum name, GLint* parameters) { *parameters = name == GL_LINK_STATUS ? GL_TRUE : 0; }

GLubyte const* glGetString(GLenum) { return reinterpret_cast<GLubyte const*>("OpenGL ES 3.0"); }
GLubyte const* glGetStringi(GLenum, GLuint) { return reinterpret_cast<GLubyte const*>(""); }
}
