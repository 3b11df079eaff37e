// The settings in Spanish.
import type { SettingTexts } from '../languages'

export const es: SettingTexts = {
  'agent.max_minutes': {
    title: 'Duración máxima en minutos',
    help: 'Los minutos que puede durar una ejecución, sin contar la espera de sus respuestas; después termina como fallida.',
  },
  'agent.max_parallel_runs': {
    title: 'Ejecuciones simultáneas',
    help: 'Cuántas ejecuciones trabajan al mismo tiempo; las demás esperan.',
  },
  'agent.max_turns': {
    title: 'Respuestas por ejecución',
    help: 'Cuántas respuestas puede pedir una ejecución a su modelo; después termina como fallida.',
  },
  'agent.model': {
    title: 'Modelo',
    help: 'El modelo de una ejecución que no nombra ninguno. «reflex» está integrado y no necesita red.',
  },
  'agent.repeat_limit': {
    title: 'Llamadas iguales por ejecución',
    help: 'Cuántas veces puede una ejecución llamar a la misma herramienta con los mismos argumentos; después se le avisa y termina.',
  },
  'git.email': {
    title: 'Correo electrónico en los commits',
    help: 'La dirección de correo en los commits que hace el agente; vacío: la de la configuración del repositorio.',
  },
  'git.name': {
    title: 'Nombre en los commits',
    help: 'El nombre en los commits que hace el agente; vacío: el de la configuración del repositorio.',
  },
  'labels.untrusted_files': {
    title: 'Archivos escritos por otros',
    help: 'Patrones, separados por comas, de archivos que por su naturaleza han escrito otros. Leer uno hace que la sesión deje de ser de confianza: en cuanto contiene también datos suyos, pregunta antes de destruir o enviar algo.',
  },
  'local.api_key_file': {
    title: 'Archivo de la clave',
    help: 'Ruta de un archivo que contiene la clave del servidor de este equipo; vacío: no necesita ninguna. La clave misma nunca se guarda.',
  },
  'local.base_url': {
    title: 'Dirección del servidor',
    help: 'Dirección de un servidor de modelos en este equipo que habla el protocolo de OpenAI, como http://127.0.0.1:8080/v1; vacío: no hay ninguno.',
  },
  'log.level': {
    title: 'Nivel del registro',
    help: 'La gravedad a partir de la cual una línea se escribe en el registro de sucesos.',
  },
  'memory.encoder': {
    title: 'Búsqueda por significado',
    help: 'Cómo se busca en la memoria por el significado, desde el próximo inicio. minilm: la mejor. static: incorpora texto cientos de veces más rápido, para grandes cantidades. off: solo por las palabras.',
  },
  'memory.suggestions': {
    title: 'Sugerencias de recuerdos',
    help: 'Qué pasa con los hechos, preferencias y decisiones que se notan en lo que usted dice o que un modelo quiere guardar. ask: esperan hasta que los confirme. accept: valen de inmediato, pero no los de conversaciones en las que otros pueden haber escrito. off: no se busca ninguno.',
  },
  'network.mode': {
    title: 'Qué puede salir',
    help: 'Lo que puede salir de este equipo. offline: nada. local: solo hacia la red privada, donde una regla lo permita. allowlist: solo hacia donde una regla lo permita. ask: donde no habla ninguna regla, se le pregunta.',
  },
  'redaction.accounts': {
    title: 'Números de tarjeta y de cuenta',
    help: 'Qué pasa con los números de tarjetas de pago y los IBAN en una petición a un modelo que no está en este equipo. mask: sale un sustituto, y la respuesta recupera el número. ask: se le pregunta. block: la petición no sale.',
  },
  'redaction.emails': {
    title: 'Direcciones de correo',
    help: 'Qué pasa con las direcciones de correo electrónico en una petición a un modelo que no está en este equipo; como en redaction.accounts.',
  },
  'redaction.home_paths': {
    title: 'Rutas de carpetas personales',
    help: 'Qué pasa con las carpetas personales, que llevan el nombre de su usuario, en una petición a un modelo que no está en este equipo; como en redaction.accounts.',
  },
  'redaction.pattern_action': {
    title: 'Qué hacer con sus patrones',
    help: 'Qué pasa con lo que describe redaction.patterns en una petición a un modelo que no está en este equipo; como en redaction.accounts.',
  },
  'redaction.patterns': {
    title: 'Sus propios patrones',
    help: 'Lo que es privado para usted, uno por línea: "name: Ada Lovelace" (palabras enteras, en mayúsculas o minúsculas), "path: clients/**" (un patrón de rutas) o "regex: ACME-[0-9]{6}" (RE2, dentro de una línea).',
  },
  'redaction.phones': {
    title: 'Números de teléfono',
    help: 'Qué pasa con los números de teléfono en una petición a un modelo que no está en este equipo; como en redaction.accounts.',
  },
  'redaction.secrets': {
    title: 'Claves y contraseñas',
    help: 'Qué pasa con las claves, los tokens, las contraseñas y las claves privadas en una petición a un modelo que no está en este equipo; como en redaction.accounts.',
  },
  'remote.api_key_file': {
    title: 'Archivo de la clave',
    help: 'Ruta de un archivo que contiene la clave del servidor remoto; vacío: no necesita ninguna. La clave misma nunca se guarda.',
  },
  'remote.base_url': {
    title: 'Dirección del servidor',
    help: 'Dirección de un servidor de modelos en otro lugar que habla el protocolo de OpenAI, como https://models.example.org/v1; vacío: no hay ninguno. Solo se le pregunta hasta donde lo permiten las reglas de la página «Red».',
  },
  'server.idle_minutes': {
    title: 'Fin tras minutos sin trabajo',
    help: 'Los minutos sin trabajo tras los cuales termina un servidor que inició una orden; 0: nunca.',
  },
  'server.max_connections': {
    title: 'Conexiones simultáneas',
    help: 'Cuántas conexiones pueden estar abiertas al mismo tiempo; a las demás se les responde 503.',
  },
  'server.tcp': {
    title: 'Acceso para navegadores',
    help: 'Si el servidor escucha también en 127.0.0.1, para los navegadores; la línea de órdenes solo necesita su socket Unix.',
  },
  'store.durability': {
    title: 'Resistencia a los apagones',
    help: 'full: lo confirmado sobrevive a un corte de luz. normal: sobrevive a un fallo del programa, pero quizá no a un corte de luz; más rápido.',
  },
}
