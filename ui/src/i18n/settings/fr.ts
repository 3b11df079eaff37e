// The settings in French.
import type { SettingTexts } from '../languages'

export const fr: SettingTexts = {
  'agent.max_minutes': {
    title: 'Durée maximale en minutes',
    help: 'Le nombre de minutes qu’une exécution peut durer, sans compter l’attente de vos réponses ; elle échoue ensuite.',
  },
  'agent.max_parallel_runs': {
    title: 'Exécutions simultanées',
    help: 'Le nombre d’exécutions qui travaillent en même temps ; les autres attendent.',
  },
  'agent.max_turns': {
    title: 'Réponses par exécution',
    help: 'Le nombre de réponses qu’une exécution peut demander à son modèle ; elle échoue ensuite.',
  },
  'agent.model': {
    title: 'Modèle',
    help: 'Le modèle d’une exécution qui n’en nomme aucun. « reflex » est intégré et se passe de réseau.',
  },
  'agent.repeat_limit': {
    title: 'Appels identiques par exécution',
    help: 'Combien de fois une exécution peut appeler le même outil avec les mêmes paramètres ; elle en est ensuite avertie et se termine.',
  },
  'git.email': {
    title: 'Adresse e-mail dans les commits',
    help: 'L’adresse e-mail dans les commits que fait l’agent ; vide : celle de la configuration du dépôt.',
  },
  'git.name': {
    title: 'Nom dans les commits',
    help: 'Le nom dans les commits que fait l’agent ; vide : celui de la configuration du dépôt.',
  },
  'labels.untrusted_files': {
    title: 'Fichiers écrits par d’autres',
    help: 'Motifs, séparés par des virgules, des fichiers que d’autres ont écrits par nature. En lire un fait perdre sa confiance à la session : dès qu’elle contient aussi des données à vous, elle demande avant de détruire ou d’envoyer quoi que ce soit.',
  },
  'local.api_key_file': {
    title: 'Fichier de la clé',
    help: 'Chemin d’un fichier qui contient la clé du serveur de cette machine ; vide : il n’en demande pas. La clé elle-même n’est jamais enregistrée.',
  },
  'local.base_url': {
    title: 'Adresse du serveur',
    help: 'Adresse d’un serveur de modèles sur cette machine qui parle le protocole d’OpenAI, comme http://127.0.0.1:8080/v1 ; vide : il n’y en a pas.',
  },
  'log.level': {
    title: 'Niveau du journal',
    help: 'La gravité à partir de laquelle une ligne est écrite dans le journal.',
  },
  'memory.encoder': {
    title: 'Recherche par le sens',
    help: 'Comment la mémoire est fouillée par le sens, dès le prochain démarrage. minilm: la meilleure. static: des centaines de fois plus rapide à indexer, pour de très grands volumes de texte. off: par les mots seuls.',
  },
  'memory.suggestions': {
    title: 'Suggestions de souvenirs',
    help: 'Ce que deviennent les faits, préférences et décisions remarqués dans ce que vous dites, ou qu’un modèle veut garder. ask: ils attendent votre confirmation. accept: ils valent aussitôt, sauf ceux de conversations où d’autres ont pu écrire. off: rien n’est relevé.',
  },
  'network.mode': {
    title: 'Ce qui peut sortir',
    help: 'Ce qui peut quitter cette machine. offline : rien. local : seulement vers le réseau privé, là où une règle l’autorise. allowlist : seulement là où une règle l’autorise. ask : là où aucune règle ne s’applique, on vous demande.',
  },
  'redaction.accounts': {
    title: 'Numéros de carte et de compte',
    help: 'Ce qu’il advient des numéros de carte de paiement et des IBAN dans une requête à un modèle qui n’est pas sur cette machine. mask : un substitut sort à leur place, et la réponse retrouve le numéro. ask : on vous demande. block : la requête ne sort pas.',
  },
  'redaction.emails': {
    title: 'Adresses e-mail',
    help: 'Ce qu’il advient des adresses e-mail dans une requête à un modèle qui n’est pas sur cette machine ; comme pour redaction.accounts.',
  },
  'redaction.home_paths': {
    title: 'Chemins des dossiers personnels',
    help: 'Ce qu’il advient des dossiers personnels, qui portent le nom de leur utilisateur, dans une requête à un modèle qui n’est pas sur cette machine ; comme pour redaction.accounts.',
  },
  'redaction.pattern_action': {
    title: 'Sort de vos propres motifs',
    help: 'Ce qu’il advient de ce que décrit redaction.patterns dans une requête à un modèle qui n’est pas sur cette machine ; comme pour redaction.accounts.',
  },
  'redaction.patterns': {
    title: 'Vos propres motifs',
    help: 'Ce qui est privé pour vous, un par ligne : "name: Ada Lovelace" (mots entiers, majuscules ou non), "path: clients/**" (un motif de chemin) ou "regex: ACME-[0-9]{6}" (RE2, dans une même ligne).',
  },
  'redaction.phones': {
    title: 'Numéros de téléphone',
    help: 'Ce qu’il advient des numéros de téléphone dans une requête à un modèle qui n’est pas sur cette machine ; comme pour redaction.accounts.',
  },
  'redaction.secrets': {
    title: 'Clés et mots de passe',
    help: 'Ce qu’il advient des clés, des jetons, des mots de passe et des clés privées dans une requête à un modèle qui n’est pas sur cette machine ; comme pour redaction.accounts.',
  },
  'remote.api_key_file': {
    title: 'Fichier de la clé',
    help: 'Chemin d’un fichier qui contient la clé du serveur distant ; vide : il n’en demande pas. La clé elle-même n’est jamais enregistrée.',
  },
  'remote.base_url': {
    title: 'Adresse du serveur',
    help: 'Adresse d’un serveur de modèles ailleurs qui parle le protocole d’OpenAI, comme https://models.example.org/v1 ; vide : il n’y en a pas. Il n’est interrogé que dans la mesure où les règles de la page « Réseau » l’autorisent.',
  },
  'server.idle_minutes': {
    title: 'Arrêt après des minutes sans travail',
    help: 'Le nombre de minutes sans travail après lequel s’arrête un serveur qu’une commande a lancé ; 0 : jamais.',
  },
  'server.max_connections': {
    title: 'Connexions simultanées',
    help: 'Le nombre de connexions ouvertes en même temps ; les autres reçoivent la réponse 503.',
  },
  'server.tcp': {
    title: 'Accès pour les navigateurs',
    help: 'Si le serveur écoute aussi sur 127.0.0.1, pour les navigateurs ; la ligne de commande n’a besoin que de son socket Unix.',
  },
  'store.durability': {
    title: 'Résistance aux coupures de courant',
    help: 'full : ce qui est confirmé survit à une coupure de courant. normal : cela survit à un plantage du programme, mais peut-être pas à une coupure de courant ; plus rapide.',
  },
}
